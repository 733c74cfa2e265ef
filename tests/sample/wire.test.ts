import { describe, expect, it } from 'vitest';
import { makeSample } from './makeSample.ts';

const { ask } = makeSample();

describe('Responses under /api/', () => {
  it.each(['datafiles/', 'project/999/datafiles/', 'datatype/999/', 'nowhere/', 'datafiles'])(
    'have CORS headers and may not be cached: %s',
    async (path) => {
      const { headers } = await ask(`/api/public/${path}`);
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
      const never = 'max-age=0, no-cache, no-store, must-revalidate, private';
      expect(headers.get('cache-control')).toBe(never);
      expect(headers.get('vary')).toContain('Origin');
    },
  );

  it('are JSON', async () => {
    const { headers } = await ask('/api/public/datafiles/');
    expect(headers.get('content-type')).toBe('application/json');
  });

  it('allow a preflight', async () => {
    const response = await ask('/api/public/datafiles/', {
      method: 'OPTIONS',
      headers: { 'Access-Control-Request-Method': 'GET', Origin: 'https://example.org' },
    });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-methods')).toContain('GET');
  });

  it('list the allowed methods for other OPTIONS requests', async () => {
    const response = await ask('/api/public/projects/', { method: 'OPTIONS' });
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  });

  it('have headers but no body for HEAD', async () => {
    const response = await ask('/api/public/datafiles/', { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(response.headers.get('content-type')).toBe('application/json');
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('have an error status for %s', async (method) => {
    const response = await ask('/api/public/datafiles/', { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(await response.json()).toEqual({ detail: `Method "${method}" not allowed.` });
  });

  it('redirect from a path without a slash to the one with it, and keep the query', async () => {
    const response = await ask('/api/public/project/176/datafiles?limit=5&offset=3');
    expect(response.status).toBe(301);
    expect(response.headers.get('location')).toBe(
      '/api/public/project/176/datafiles/?limit=5&offset=3',
    );
  });

  it.each([
    '/api/',
    '/api/public/nowhere/',
    '/api/public/project/abc/datafiles/',
    '/api/public/member/a.b/datafiles/',
    '/api/public/nowhere',
    '/elsewhere',
  ])('are a 404 with HTML at %s', async (path) => {
    const response = await ask(path);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('text/html');
  });

  it.each(['project/999', 'datatype/999', 'datafile/5', 'datafile/99999999999'])(
    'are a 404 with JSON for a missing %s',
    async (path) => {
      const response = await ask(`/api/public/${path}/`);
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({ detail: 'Not found.' });
    },
  );
});

it('Paths outside /api/ have no CORS headers', async () => {
  for (const path of ['/elsewhere', '/data-management/datafile-download/1/?key=x']) {
    expect((await ask(path)).headers.has('access-control-allow-origin')).toBe(false);
  }
});
