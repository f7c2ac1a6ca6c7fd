// A flow as the editor changes it: nodes by name, each of a kind, with ways to other nodes. Pure.

export type Data = Record<string, unknown>;
export type Node = Data & { kind: string };

export interface FlowBody {
  name: string;
  language: string;
  start: string;
  fallback_queue: string;
  nodes: Record<string, Node>;
  layout: Record<string, [number, number]>;
}

export interface Case {
  all: { variable: string; compare: string; value: string }[];
  next: string;
}

/** What a new node of each kind begins with; the order is that of the menu. */
export const KINDS: Record<string, Data> = {
  play: { prompts: [], next: '' },
  say: { text: {}, next: '' },
  menu: { prompts: [], keys: {}, on_failure: '' },
  collect: { prompts: [], variable: '', next: '', on_failure: '' },
  language: { prompts: [], keys: {}, next: '' },
  hours: { calendar: '', open: '', closed: '' },
  branch: { cases: [], otherwise: '' },
  set: { variables: {}, next: '' },
  http: { service: '', path: '', answer: {}, next: '', on_failure: '' },
  customer: { found: '', not_found: '' },
  survey: { questions: [], next: '' },
  queue: { queue: '' },
  transfer: { number: '' },
  voicemail: {},
  end: { exit: 'self_service' },
};

const FIELDS: Record<string, string[]> = {
  play: ['next'],
  say: ['next'],
  menu: ['on_failure'],
  collect: ['next', 'on_failure'],
  language: ['next'],
  hours: ['open', 'closed'],
  branch: ['otherwise'],
  set: ['next'],
  http: ['next', 'on_failure', 'on_timeout', 'on_not_found'],
  customer: ['found', 'not_found'],
  survey: ['next'],
  queue: [],
  transfer: [],
  voicemail: [],
  end: [],
};

export const NAME = /^[a-z0-9][a-z0-9_-]{0,39}$/;

/** Every way out of a node, whether it leads anywhere yet or not: `next`, `keys.1`, `cases.0`. */
export function waysOf(node: Node): { way: string; target: string }[] {
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  // A kind that this editor does not know leads on by whatever fields end a way elsewhere.
  const fields =
    FIELDS[node.kind] ??
    ['next', 'on_failure', 'otherwise'].filter((field) => typeof node[field] === 'string');
  const plain = fields.map((field) => ({ way: field, target: text(node[field]) }));
  if (node.kind === 'menu') {
    const keys = Object.entries((node.keys ?? {}) as Record<string, string>);
    return [...keys.map(([key, target]) => ({ way: `keys.${key}`, target })), ...plain];
  }
  if (node.kind === 'branch') {
    const cases = (node.cases ?? []) as Case[];
    return [...cases.map((one, at) => ({ way: `cases.${at}`, target: one.next })), ...plain];
  }
  return plain;
}

function withWay(node: Node, way: string, target: string): Node {
  const [field = '', part = ''] = way.split('.');
  if (field === 'keys') {
    return { ...node, keys: { ...(node.keys as Record<string, string>), [part]: target } };
  }
  if (field === 'cases') {
    const cases = (node.cases ?? []) as Case[];
    const changed = cases.map((one, at) => (at === Number(part) ? { ...one, next: target } : one));
    return { ...node, cases: changed };
  }
  return { ...node, [field]: target };
}

export function connect(flow: FlowBody, from: string, way: string, target: string): FlowBody {
  const node = flow.nodes[from];
  if (!node) return flow;
  return { ...flow, nodes: { ...flow.nodes, [from]: withWay(node, way, target) } };
}

export function change(flow: FlowBody, name: string, node: Node): FlowBody {
  return { ...flow, nodes: { ...flow.nodes, [name]: node } };
}

/** A name that is free: the kind, then the kind with a number. */
export function freeName(flow: FlowBody, kind: string): string {
  if (!(kind in flow.nodes)) return kind;
  let number = 2;
  while (`${kind}_${number}` in flow.nodes) number += 1;
  return `${kind}_${number}`;
}

/** A new node; `after` is the node it follows, where that one has a way that leads nowhere yet. */
export function add(
  flow: FlowBody,
  kind: string,
  place: [number, number],
  after = '',
): { flow: FlowBody; name: string } {
  const name = freeName(flow, kind);
  const made: Node = { kind, ...structuredClone(KINDS[kind] ?? {}) };
  const grown: FlowBody = {
    ...flow,
    start: flow.start in flow.nodes ? flow.start : name,
    nodes: { ...flow.nodes, [name]: made },
    layout: { ...flow.layout, [name]: place },
  };
  const before = flow.nodes[after];
  const open = before ? waysOf(before).find(({ target }) => !target) : undefined;
  return { flow: open ? connect(grown, after, open.way, name) : grown, name };
}

function retarget(flow: FlowBody, old: string, name: string): FlowBody {
  const nodes = Object.fromEntries(
    Object.entries(flow.nodes).map(([key, node]) => [
      key,
      waysOf(node)
        .filter(({ target }) => target === old)
        .reduce((changed, { way }) => withWay(changed, way, name), node),
    ]),
  );
  return { ...flow, nodes, start: flow.start === old ? name : flow.start };
}

/** Without these nodes; what led to them leads nowhere. */
export function remove(flow: FlowBody, names: readonly string[]): FlowBody {
  let left = flow;
  for (const name of names) {
    left = retarget(left, name, '');
    const { [name]: _, ...nodes } = left.nodes;
    const { [name]: __, ...layout } = left.layout;
    left = { ...left, nodes, layout };
  }
  return left;
}

/** Under another name, in its place; whatever led to it still does. */
export function rename(flow: FlowBody, old: string, name: string): FlowBody {
  if (old === name || name in flow.nodes || !NAME.test(name)) return flow;
  const led = retarget(flow, old, name);
  const renamed = <T>(all: Record<string, T>) =>
    Object.fromEntries(Object.entries(all).map(([key, one]) => [key === old ? name : key, one]));
  return { ...led, nodes: renamed(led.nodes), layout: renamed(led.layout) };
}

/** The body as the API takes it, from whatever it gave. */
export function bodyOf(given: Data): FlowBody {
  return {
    name: String(given.name ?? ''),
    language: String(given.language ?? 'en'),
    start: String(given.start ?? ''),
    fallback_queue: String(given.fallback_queue ?? ''),
    nodes: (given.nodes ?? {}) as FlowBody['nodes'],
    layout: (given.layout ?? {}) as FlowBody['layout'],
  };
}

/** Of the call itself, and in a survey who served. */
const OWN_VARIABLES = [
  'caller',
  'caller_name',
  'called',
  'language',
  'served_queue',
  'served_agent',
];

/** The variables that the flow sets or that every call has, for the forms to offer. */
export function variablesOf(flow: FlowBody): string[] {
  const found = new Set(OWN_VARIABLES);
  for (const node of Object.values(flow.nodes)) {
    if (node.kind === 'collect' && node.variable) found.add(String(node.variable));
    const sets = node.kind === 'set' ? node.variables : node.kind === 'http' ? node.answer : {};
    for (const name of Object.keys((sets ?? {}) as Data)) found.add(name);
    if (node.kind === 'customer') {
      for (const part of ['name', 'contacts', 'last_at', 'last_queue']) {
        found.add(`customer_${part}`);
      }
    }
  }
  return [...found];
}
