// The flow as the editor changes it: nodes, ways, undo and the arrangement.
import { describe, expect, it } from 'vitest';
import { arranged, placed } from '@/features/settings/flows/arrange';
import { NODE_FORMS } from '@/features/settings/flows/forms';
import { begun, changed, redone, undone } from '@/features/settings/flows/history';
import {
  add,
  bodyOf,
  connect,
  type FlowBody,
  KINDS,
  remove,
  rename,
  variablesOf,
  waysOf,
} from '@/features/settings/flows/model';
import { isServed } from '@/features/settings/flows/TryOutcome';
import english from '@/locales/en/flows.json';

const FLOW: FlowBody = bodyOf({
  start: 'menu',
  fallback_queue: 'sales',
  nodes: {
    menu: { kind: 'menu', prompts: [], keys: { 1: 'sales', 2: 'menu' }, on_failure: 'sales' },
    sales: { kind: 'queue', queue: 'sales' },
    rich: { kind: 'branch', cases: [{ all: [], next: 'sales' }], otherwise: 'menu' },
  },
});

const leads = (flow: FlowBody, name: string) =>
  waysOf(flow.nodes[name] ?? { kind: '' }).map(({ way, target }) => `${way}>${target}`);

describe('changing a flow', () => {
  it('joins each way of a node, and only that one', () => {
    const flow = connect(connect(FLOW, 'menu', 'keys.2', 'rich'), 'rich', 'cases.0', 'menu');
    expect(leads(flow, 'menu')).toEqual(['keys.1>sales', 'keys.2>rich', 'on_failure>sales']);
    expect(leads(flow, 'rich')).toEqual(['cases.0>menu', 'otherwise>menu']);
    expect(leads(FLOW, 'menu')).toContain('keys.2>menu');
  });

  it('keeps what led to a node when it is renamed, and opens it when it is removed', () => {
    const named = rename(FLOW, 'sales', 'shop');
    expect(leads(named, 'menu')).toEqual(['keys.1>shop', 'keys.2>menu', 'on_failure>shop']);
    expect(Object.keys(named.nodes)).toEqual(['menu', 'shop', 'rich']);
    expect(rename(FLOW, 'sales', 'menu')).toBe(FLOW);
    expect(rename(FLOW, 'sales', 'No Good')).toBe(FLOW);
    const without = remove(FLOW, ['sales', 'menu']);
    expect(leads(without, 'rich')).toEqual(['cases.0>', 'otherwise>']);
    expect(without.start).toBe('');
  });

  it('adds each kind under a free name, after the node that was chosen', () => {
    let flow = bodyOf({});
    for (const kind of Object.keys(KINDS)) flow = add(flow, kind, [0, 0]).flow;
    expect(Object.keys(flow.nodes)).toHaveLength(Object.keys(KINDS).length);
    expect(flow.start).toBe('play');
    const grown = add(flow, 'say', [9, 9], 'play');
    expect(grown.name).toBe('say_2');
    expect(grown.flow.nodes.play?.next).toBe('say_2');
    expect(grown.flow.layout.say_2).toEqual([9, 9]);
  });

  it('knows the variables that nodes set', () => {
    const flow = bodyOf({
      nodes: {
        a: { kind: 'collect', variable: 'pin' },
        b: { kind: 'http', answer: { state: 'x' } },
        c: { kind: 'set', variables: { tier: 'gold' } },
      },
    });
    expect(variablesOf(flow)).toEqual(expect.arrayContaining(['caller', 'pin', 'state', 'tier']));
  });
});

describe('undo and redo', () => {
  it('takes what is typed into one field back at once', () => {
    let history = begun('');
    for (const text of ['a', 'ab', 'abc']) history = changed(history, text, 'name');
    history = changed(history, 'abc!', 'other');
    expect(undone(history).present).toBe('abc');
    expect(undone(undone(history)).present).toBe('');
    expect(redone(undone(history)).present).toBe('abc!');
    expect(changed(undone(history), 'new').future).toEqual([]);
    expect(undone(begun(1))).toEqual(begun(1));
  });
});

describe('the arrangement', () => {
  it('places two hundred nodes without one upon another', () => {
    const nodes = Object.fromEntries(
      Array.from({ length: 200 }, (_, at) => [
        `n${at}`,
        { kind: 'menu', keys: { 1: `n${(at * 7) % 200}` }, on_failure: `n${at + 1}` },
      ]),
    );
    const places = Object.values(arranged(bodyOf({ nodes }))).map(String);
    expect(new Set(places).size).toBe(200);
  });

  it('leaves a node where it was put', () => {
    const flow = placed({ ...FLOW, layout: { sales: [5, 6] } });
    expect(flow.layout.sales).toEqual([5, 6]);
    expect(Object.keys(flow.layout).sort()).toEqual(['menu', 'rich', 'sales']);
  });
});

it('has a word for every kind, field and way', () => {
  const words = english as unknown as Record<string, Record<string, string>>;
  for (const [kind, start] of Object.entries(KINDS)) {
    expect(words.kind?.[kind], kind).toBeTruthy();
    expect(words.about?.[kind], kind).toBeTruthy();
    for (const { name } of NODE_FORMS[kind] ?? []) expect(words.field?.[name], name).toBeTruthy();
    for (const { way } of waysOf({ kind, ...start })) expect(words.way?.[way], way).toBeTruthy();
  }
});

describe('a call tried out in writing', () => {
  const line = (kind: 'entered' | 'left', text: string, detail: Record<string, string>) => ({
    kind,
    node: 'n',
    text,
    detail,
    prompts: [],
  });
  const done = line('entered', 'address', { task_completed: 'yes' });

  it('counts as served where the task was done and no queue followed', () => {
    expect(isServed([done, line('left', 'hangup', { way: 'end' })])).toBe(true);
    expect(isServed([line('left', 'self_service', { way: 'end' })])).toBe(true);
    expect(isServed([done, line('left', 'sales', { way: 'queue' })])).toBe(false);
    expect(isServed([line('left', 'closed_hours', { way: 'end' })])).toBe(false);
  });
});
