import { describe, expect, it } from 'vitest';
import { makeSample } from './makeSample.ts';

const files = '/api/public/datafiles/';

/** The statuses of consecutive requests. */
async function statuses(sample: ReturnType<typeof makeSample>, count: number, path = files) {
  const seen: number[] = [];
  for (let turn = 0; turn < count; turn++) seen.push((await sample.ask(path)).status);
  return seen;
}

describe('Faults of API responses', () => {
  it('fail:N fails every Nth request with HTML and CORS headers', async () => {
    const sample = makeSample('fail:3');
    expect(await statuses(sample, 7)).toEqual([200, 200, 503, 200, 200, 503, 200]);
    await sample.ask(files);
    const response = await sample.ask(files);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.has('retry-after')).toBe(false);
  });

  it('fail:N:STATUS:json and :empty change the body of the failure', async () => {
    const refused = await makeSample('fail:1:403:json').ask(files);
    expect([refused.status, Object.keys(await refused.json())]).toEqual([403, ['detail']]);
    const silent = await makeSample('fail:1:502:empty').ask(files);
    expect([silent.status, await silent.text()]).toEqual([502, '']);
  });

  it('empty:N sends every Nth response without a body', async () => {
    const sample = makeSample('empty:2');
    expect(await (await sample.ask(files)).text()).not.toBe('');
    const silent = await sample.ask(files);
    expect([silent.status, await silent.text()]).toEqual([200, '']);
  });

  it('fail:N:STATUS with retry-after:S tells the client when to retry', async () => {
    const sample = makeSample('fail:2:429,retry-after:7');
    const [first, second] = [await sample.ask(files), await sample.ask(files)];
    expect([first.status, first.headers.has('retry-after')]).toEqual([200, false]);
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, '7']);
  });

  it('html and html:N send an HTML page instead of JSON', async () => {
    const kinds = [];
    const sample = makeSample('html:2');
    for (let turn = 0; turn < 4; turn++) {
      const response = await sample.ask(files);
      expect(response.status).toBe(200);
      kinds.push(response.headers.get('content-type')?.startsWith('text/html'));
    }
    expect(kinds).toEqual([false, true, false, true]);
    expect(await (await makeSample('html').ask(files)).text()).toMatch(/^<!doctype html>/);
  });

  it('truncate:N cuts every Nth response in half', async () => {
    const options = { now: () => 1_757_000_000_000 };
    const sample = makeSample('truncate:2', options);
    const whole = await (await sample.ask(files)).text();
    expect(await (await sample.ask(files)).text()).toBe(
      whole.slice(0, Math.floor(whole.length / 2)),
    );
    expect(await (await sample.ask(files)).text()).toBe(whole);
  });

  it('slow:MS delays responses until the request is aborted', async () => {
    const start = performance.now();
    expect((await makeSample('slow:40').ask(files)).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(35);
    const stop = new AbortController();
    const waiting = makeSample('slow:60000').ask(files, { signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow();
  });

  it('stall:N sends headers, but no body until the request is aborted', async () => {
    const sample = makeSample('stall:2');
    await (await sample.ask(files)).json();
    const stop = new AbortController();
    const stalled = await sample.ask(files, { signal: stop.signal });
    expect(stalled.status).toBe(200);
    const body = stalled.text();
    const soon = new Promise((resolve) => setTimeout(resolve, 30, 'nothing yet'));
    expect(await Promise.race([body, soon])).toBe('nothing yet');
    stop.abort(new Error('enough'));
    await expect(body).rejects.toThrow();
  });

  it('do not affect downloads and preflights', async () => {
    const sample = makeSample();
    const { download_url } = await sample.file(83_125_965);
    sample.become('fail:1,html,truncate:1,stall:1');
    const response = await sample.ask(download_url);
    expect(await response.json()).toHaveProperty('locations');
    expect((await sample.ask(files, { method: 'OPTIONS' })).status).toBe(200);
  });
});

describe('Missing endpoints', () => {
  const examples: Record<string, string> = {
    datatypes: '/api/public/datatypes/',
    projects: '/api/public/projects/',
    datatype: '/api/public/datatype/4/',
    project: '/api/public/project/176/',
    members: '/api/public/members/',
    'member-files': '/api/public/member/member_01/datafiles/',
    'datatype-files': '/api/public/datatype/4/datafiles/',
    datafile: '/api/public/datafile/83125965/',
  };

  it.each(Object.keys(examples))('missing:%s responds 404 at this endpoint only', async (name) => {
    const sample = makeSample(`missing:${name}`);
    for (const [other, path] of Object.entries(examples)) {
      expect([other, (await sample.ask(path)).status]).toEqual([other, other === name ? 404 : 200]);
    }
  });

  it('missing:all keeps only the two lists', async () => {
    const sample = makeSample('missing:all');
    for (const path of Object.values(examples)) {
      const response = await sample.ask(path);
      expect([response.status, await response.json()]).toEqual([404, { detail: 'Not found.' }]);
    }
    expect(await statuses(sample, 1)).toEqual([200]);
    expect(await statuses(sample, 1, '/api/public/project/176/datafiles/')).toEqual([200]);
  });

  it('unknown-project-404 responds with JSON', async () => {
    const path = '/api/public/project/999/datafiles/';
    const response = await makeSample('unknown-project-404').ask(path);
    expect([response.status, await response.json()]).toEqual([404, { detail: 'Not found.' }]);
  });
});

describe('Wrong shapes', () => {
  const shaped = async (faults: string) =>
    (await makeSample(faults).ask(`${files}?limit=4`)).json();

  it('apply to the response', async () => {
    for (const faults of ['wrong-shape', 'wrong-shape:results']) {
      const { count, results } = await shaped(faults);
      expect([count, Array.isArray(results), Object.keys(results)]).toEqual([
        15_803,
        false,
        ['0', '1', '2', '3'],
      ]);
    }
    expect(await shaped('wrong-shape:null')).toBeNull();
    expect(await shaped('wrong-shape:list')).toHaveLength(4);
    expect(await shaped('wrong-shape:count')).toMatchObject({
      count: null,
      results: [{}, {}, {}, {}],
    });
  });

  it('apply to every second row', async () => {
    const { results } = await shaped('wrong-shape:rows');
    expect(results.map((row: { id: unknown }) => typeof row.id)).toEqual([
      'number',
      'string',
      'number',
      'string',
    ]);
    expect(results[1]).toMatchObject({ datatypes: null, user: [], basename: 12 });
  });

  it('do not apply to single objects', async () => {
    const sample = makeSample('wrong-shape:null');
    expect(await sample.file(83_125_965)).toHaveProperty('id', 83_125_965);
  });
});

describe('Faults of downloads', () => {
  it('drop-downloads:N breaks off every Nth download half way, with its full length declared', async () => {
    const sample = makeSample('drop-downloads:2');
    const { download_url } = await sample.file(83_125_965);
    const whole = await (await sample.ask(download_url)).arrayBuffer();
    const broken = await sample.ask(download_url);
    expect(broken.headers.get('content-length')).toBe(String(whole.byteLength));
    const reader = broken.body?.getReader();
    const half = await reader?.read();
    expect(half?.value?.length).toBe(Math.ceil(whole.byteLength / 2));
    await expect(reader?.read()).rejects.toThrow('The connection was lost.');
  });

  it('fail-downloads:N fails every Nth download', async () => {
    const sample = makeSample('fail-downloads:3,retry-after:2');
    const { download_url } = await sample.file(83_125_965);
    expect(await statuses(sample, 4, download_url)).toEqual([200, 200, 503, 200]);
    expect(await statuses(sample, 3)).toEqual([200, 200, 200]);
  });
});
