// Settings between server, form and table; a flow as a tree; the file's difference and errors.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Problem } from '@/api/problem';
import { fieldOfError, fromForm, slugOf, toForm } from '@/features/settings/convert';
import { differing } from '@/features/settings/difference';
import { FORMS, formOf, type KindForm } from '@/features/settings/fields';
import { errorsOf, lineOf } from '@/features/settings/fileErrors';
import { flowTree } from '@/features/settings/flowTree';
import { areSpans, spanOf } from '@/features/settings/inputs/spans';
import { SCOPES } from '@/features/settings/roles';
import { SECTIONS, sectionsFor } from '@/features/settings/sections';
import { toYaml } from '@/features/settings/yaml';

const LOCALES = join(import.meta.dirname, '../../src/locales');
const SCHEMAS = ['schemas', 'queues', 'alarms'].map((name) =>
  join(import.meta.dirname, `../../../src/callfloor/centre/${name}.py`),
);

const texts = (language: string) =>
  JSON.parse(readFileSync(join(LOCALES, language, 'settings.json'), 'utf8'));
const at = (tree: unknown, path: string) =>
  path.split('.').reduce((node, part) => (node as Record<string, unknown>)?.[part], tree);

function form(kind: string): KindForm {
  const found = formOf(kind);
  if (!found) throw new Error(kind);
  return found;
}

const keysOf = ({ kind, fields }: KindForm) => [
  ...['one', 'many', 'about', 'empty'].map((part) => `kind.${kind}.${part}`),
  ...fields.flatMap((field) => [
    `field.${kind}.${field.name}.label`,
    `field.${kind}.${field.name}.help`,
    ...(field.type === 'choice' ? field.options : []).map(
      (option) => `choice.${kind}.${field.name}.${option || 'any'}`,
    ),
  ]),
];

describe('the texts of settings', () => {
  const keys = [
    ...FORMS.flatMap(keysOf),
    ...SECTIONS.flatMap(({ id, group }) => [`section.${id}`, `group.${group}`]),
    ...SCOPES.map((scope) => `permission.${scope}`),
  ];
  it.each(['en', 'es', 'zh-CN'])('name and explain every field and section in %s', (language) => {
    const tree = texts(language);
    for (const key of keys) expect(at(tree, key), key).toBeTypeOf('string');
  });
});

describe('the forms', () => {
  const schemas = `${SCHEMAS.map((path) => readFileSync(path, 'utf8')).join('\n\n\n')}\n\n\n`;
  const CLASSES: Record<string, string> = {
    queues: 'Queue',
    sites: 'Site',
    teams: 'Team',
    closings: 'Closing',
    agents: 'Agent',
    calendars: 'Calendar',
    numbers: 'Number',
    trunks: 'Trunk',
    reasons: 'Reason',
    wrap_up_codes: 'WrapUpCode',
    scripts: 'Script',
    routing: 'Routing',
    alarms: 'Alarm',
  };
  it.each(Object.entries(CLASSES))('%s have the fields that the server has', (kind, name) => {
    const body = new RegExp(
      `class ${name}\\(Setting\\):([\\s\\S]*?)(?:\\n\\n\\n|\\n    @|\\n    def )`,
    ).exec(schemas)?.[1];
    const fields = [...(body ?? '').matchAll(/^ {4}(\w+):/gm)].map((match) => match[1]);
    const own = form(kind).fields.map((field) => field.name);
    expect(fields.length).toBeGreaterThan(0);
    expect([...own, ...(kind === 'agents' ? ['is_demo'] : [])].sort()).toEqual(fields.sort());
  });

  it('give back what they were given', () => {
    const queue = { id: 'sales', ...form('queues').initial, name: 'Sales', wait_limit_ms: null };
    const { id: _, ...body } = queue;
    expect(fromForm(form('queues'), toForm(form('queues'), queue), queue)).toEqual(body);
  });

  it('write milliseconds as seconds, and nothing as no limit', () => {
    const values = toForm(form('queues'), { id: 'a', name: 'A', ring_limit_ms: 12_500 });
    expect(values.ring_limit_ms).toBe(12.5);
    expect(values.wait_limit_ms).toBeNull();
    expect(fromForm(form('queues'), values, null).ring_limit_ms).toBe(12_500);
  });

  it('drop what no longer applies', () => {
    const agent = { id: 'ana', name: 'Ana', team: 'a', phone: 'fixed', address: 'sip:a@b' };
    const values = { ...toForm(form('agents'), agent), phone: 'browser' };
    expect(fromForm(form('agents'), values, agent)).toMatchObject({
      phone: 'browser',
      address: '',
      is_demo: false,
    });
  });

  it('close the days that are left out', () => {
    const values = { name: 'A', weekly: { mon: ['09:00-18:00'] } };
    const body = fromForm(form('calendars'), values, null);
    expect(body.weekly).toMatchObject({ mon: ['09:00-18:00'], sun: [] });
    expect(body).toMatchObject({ holidays: null, exceptions: [], zone: '' });
  });

  it('suggest an id, and place the errors of the server', () => {
    expect(slugOf('Atención al Cliente (2)')).toBe('atencion-al-cliente-2');
    expect(slugOf('销售')).toBe('');
    expect(fieldOfError(form('queues'), 'queues.sales.priority')).toBe('priority');
    expect(fieldOfError(form('queues'), 'body.nonsense')).toBeNull();
    expect(fieldOfError(form('queues'), undefined)).toBeNull();
  });
});

describe('hours', () => {
  it.each([
    ['9-18', '09:00-18:00'],
    ['9:30–14', '09:30-14:00'],
    ['0900-1800', '09:00-18:00'],
    ['22:00-06:00', '22:00-06:00'],
    ['9', null],
    ['25-26', null],
    ['9:75-10', null],
  ])('%s is %s', (text, span) => {
    expect(spanOf(text)).toBe(span);
  });
  it('must be in their written form', () => {
    expect(areSpans(['09:00-18:00'])).toBe(true);
    expect(areSpans(['9-18'])).toBe(false);
  });
});

describe('a flow as a tree', () => {
  const nodes = {
    hello: { kind: 'play', next: 'hours' },
    hours: { kind: 'hours', calendar: 'shop', open: 'menu', closed: 'bye' },
    menu: { kind: 'menu', keys: { '1': 'sales', '9': 'hello' }, on_failure: 'gone' },
    sales: { kind: 'queue', queue: 'sales' },
    bye: { kind: 'end', exit: 'closed_hours' },
  };
  const tree = flowTree('hello', nodes);
  const menu = tree.children[0]?.children[0];

  it('follows every way once, and names what loops or is missing', () => {
    expect(menu?.children.map(({ way, node }) => `${way}→${node}`)).toEqual([
      '1→sales',
      '9→hello',
      'on_failure→gone',
    ]);
    expect(menu?.children[1]).toMatchObject({ again: true, children: [] });
    expect(menu?.children[2]).toMatchObject({ missing: true });
  });
  it('says what lies behind', () => {
    expect(tree.children[0]?.about).toBe('shop');
    expect(menu?.children[0]?.about).toBe('sales');
  });
});

describe('YAML to be read', () => {
  it('has trees, lists and quoted words', () => {
    const yaml = toYaml({
      main: { start: 'a', on: true, list: [{ x: 1, z: [] }], say: 'yes', t: 'a: b' },
    });
    expect(yaml).toBe(
      'main:\n  start: a\n  "on": true\n  list:\n    - x: 1\n      z: []\n  say: "yes"\n  t: "a: b"\n',
    );
  });
});

describe('the difference', () => {
  it('names what changed and nothing else', () => {
    const before = { name: 'Sales', needs: { es: 1 }, hours: ['a'] };
    const after = { name: 'Sales', needs: { es: 3, en: 1 }, hours: ['a', 'b'] };
    expect(differing(before, after)).toEqual([
      { field: 'needs.es', before: '1', after: '3' },
      { field: 'hours', before: '["a"]', after: '["a","b"]' },
      { field: 'needs.en', before: null, after: '1' },
    ]);
    expect(differing(null, { name: 'A' })).toEqual([{ field: 'name', before: null, after: 'A' }]);
  });
});

describe('the errors of a file', () => {
  it('have their line, wherever the server lists them', () => {
    const listed = { line: 3, column: 5, message: 'unknown key' };
    expect(errorsOf({ changes: [], errors: [listed] }, null)).toEqual([listed]);
    const problem = new Problem({
      status: 422,
      errors: [{ field: 'queues.sales', message: 'no such queue' }],
    });
    expect(errorsOf(undefined, problem)).toEqual([
      { field: 'queues.sales', message: 'no such queue' },
    ]);
    expect(lineOf('a\n  b: 1\nc', 2)).toBe('b: 1');
    expect(lineOf('a', 9)).toBe('');
  });
});

describe('sections', () => {
  it('are open to whom may see them', () => {
    expect(sectionsFor(['users.manage']).map(({ id }) => id)).toEqual(['users']);
    expect(sectionsFor(['settings.view']).map(({ id }) => id)).toContain('queues');
    expect(sectionsFor([])).toEqual([]);
  });
});
