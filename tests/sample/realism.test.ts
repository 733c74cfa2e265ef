import { describe, expect, it } from 'vitest';
import { idIn, makeSample } from './makeSample.ts';

const { ask, list } = makeSample();
const rows = (await list('/api/public/datafiles/?limit=20000')).results;
const share = (some: readonly unknown[]) => some.length / rows.length;

describe('Generated rows', () => {
  it('belong to one project by two fifths, while some projects have none', async () => {
    const largest = rows.filter((row) => idIn(row.source_project) === 186);
    expect(share(largest)).toBeGreaterThan(0.33);
    expect(share(largest)).toBeLessThan(0.47);
    expect((await list('/api/public/project/201/datafiles/')).count).toBe(0);
  });

  it('belong to several hundred members, some of whom have very many', () => {
    const counts = new Map<string | null, number>();
    for (const { user } of rows) counts.set(user.username, (counts.get(user.username) ?? 0) + 1);
    counts.delete(null);
    expect(counts.size).toBeGreaterThan(300);
    expect(Math.max(...counts.values())).toBeGreaterThan(100);
    expect([...counts.values()].filter((count) => count <= 5).length).toBeGreaterThan(20);
  });

  it('are hidden for all files of a member or for none, for about six in a hundred members', () => {
    const hidden = rows.filter((row) => row.user.username === null);
    expect(hidden.every(({ user }) => user.id === null && user.name === null)).toBe(true);
    expect(rows.every(({ user }) => (user.id === null) === (user.username === null))).toBe(true);
    expect(share(hidden)).toBeGreaterThan(0.02);
    expect(share(hidden)).toBeLessThan(0.12);
  });

  it('have dates from 2014 to 2025 in all of Django’s ISO 8601 formats', () => {
    const form = /^20(1[4-9]|2[0-5])-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?(Z|\+00:00)$/;
    const times = rows.map((row) => row.created);
    expect(times.filter((created) => !form.test(created))).toEqual([]);
    expect(Math.max(...times.map((created) => Date.parse(created)))).toBeLessThan(
      Date.UTC(2025, 8, 3),
    );
    expect(rows.some((row) => row.created.endsWith('+00:00'))).toBe(true);
    expect(rows.some((row) => !row.created.includes('.'))).toBe(true);
  });

  it('have none to three data types, sometimes a parent and its child', () => {
    const counts = new Set(rows.map((row) => row.datatypes.length));
    expect(counts).toEqual(new Set([0, 1, 2, 3]));
    const both = rows.filter((row) => [4, 20].every((id) => row.datatypes.map(idIn).includes(id)));
    expect(both.length).toBeGreaterThan(10);
  });

  it('have names in every format and in many scripts, some repeated, empty or long', () => {
    const names = rows.map((row) => row.basename);
    const endings = 'json csv tsv txt vcf vcf.gz gpx xml zip json.gz'.split(' ');
    for (const ending of endings)
      expect(names.some((name) => name.endsWith(`.${ending}`))).toBe(true);
    for (const script of [
      /\p{Script=Han}/u,
      /\p{Script=Arabic}/u,
      /\p{Script=Hebrew}/u,
      /\p{Extended_Pictographic}/u,
      /é/,
    ]) {
      expect(names.some((name) => script.test(name))).toBe(true);
    }
    expect(names.filter((name) => name === '').length).toBeGreaterThan(5);
    expect(names.filter((name) => name.length === 300).length).toBeGreaterThan(5);
    expect(new Set(names).size).toBeLessThan(names.length - 500);
  });

  it('have metadata of every kind', () => {
    const texts = rows.map(({ metadata }) => JSON.stringify(metadata));
    const sorts = [
      /^null$/,
      /^\{\}$/,
      /"tags":null/,
      /"tags":"/,
      /"description":\[/,
      /"description":\d/,
      /"description":null/,
      /"md5"/,
      /"creation_date"/,
      /"ranges":\[\[/,
    ];
    for (const sort of sorts)
      expect(
        texts.some((text) => sort.test(text)),
        String(sort),
      ).toBe(true);
    const usual = texts.filter((text) => /^\{"tags":\[.*\],"description":"[^"]+"\}$/.test(text));
    expect(share(usual)).toBeGreaterThan(0.75);
  });
});

interface Node {
  id: number;
  parent: number | null;
  children: number[];
  source_projects: string[];
}

describe('Data types and projects', async () => {
  const types: Node[] = await (
    await ask('/api/public/datatypes/')
  )
    .json()
    .then((all) => all.results);
  const byId = new Map(types.map((type) => [type.id, type]));

  it('form a tree with three levels, consistent in both directions', () => {
    const depth = ({ parent }: Node): number => {
      const above = parent === null ? undefined : byId.get(parent);
      return above ? 1 + depth(above) : 1;
    };
    expect(Math.max(...types.map(depth))).toBe(3);
    for (const { id, parent, children } of types) {
      if (parent !== null) expect(byId.get(parent)?.children).toContain(id);
      for (const child of children) expect(byId.get(child)?.parent).toBe(id);
    }
  });

  it('contain every reference of a row', async () => {
    const { results } = await list('/api/public/projects/');
    const projects = new Set(results.map((project) => project.id));
    const unknown = rows.filter(
      (row) =>
        !projects.has(idIn(row.source_project)) ||
        !row.datatypes.every((url) => byId.has(idIn(url))),
    );
    expect(unknown).toEqual([]);
  });

  it('have the same description alone and in their lists', async () => {
    for (const name of ['project', 'datatype']) {
      const { results } = await list(`/api/public/${name}s/`);
      for (const item of results) {
        const one = await ask(`/api/public/${name}/${item.id}/`);
        expect(await one.json()).toEqual(item);
      }
    }
  });
});
