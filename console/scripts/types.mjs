// Writes generated/openapi.ts: the shapes of the API, read off its own description.
//
// Only the shapes: which request there is and what it needs stands beside its use. Give the address
// or the file of the description, else a console on this machine is asked.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const source = process.argv[2] ?? 'http://localhost:8080/api/openapi.json';
const text = /^https?:/.test(source)
  ? await (await fetch(source)).text()
  : await readFile(source, 'utf8');
const { components, openapi, info } = JSON.parse(text);
const schemas = withoutNoise(components.schemas);
const ast = await openapiTS({ openapi, info, paths: {}, components: { schemas } });
const head = '// Made by `npm run types` from the description of the API. Do not edit.\n\n';
const target = new URL('../generated/openapi.ts', import.meta.url);
const body = astToString(ast)
  .split('\n')
  .filter((line) => !/^export type (paths|webhooks|\$defs|operations) =/.test(line));
await writeFile(target, head + body.join('\n'));

/** Titles repeat the names of the fields; without them each field is one line. */
function withoutNoise(value) {
  if (Array.isArray(value)) return value.map(withoutNoise);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([key, inner]) => !(key === 'title' && typeof inner === 'string') && key !== 'examples',
      )
      .map(([key, inner]) => [key, withoutNoise(inner)]),
  );
}
