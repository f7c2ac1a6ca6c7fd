// Where the nodes stand when nobody has placed them: by layers, from the start to the right.
import { Graph, layout } from '@dagrejs/dagre';
import { type FlowBody, waysOf } from './model';

export const WIDTH = 220;
const HEAD = 56;
const WAY = 26;
/** Beyond this only the first way to each node counts: every further one costs dearly. */
const ALL_WAYS_MAX = 60;

export function heightOf(ways: number): number {
  return HEAD + ways * WAY;
}

export function arranged(flow: FlowBody): FlowBody['layout'] {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 40, ranksep: 110 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const [name, node] of Object.entries(flow.nodes)) {
    graph.setNode(name, { width: WIDTH, height: heightOf(waysOf(node).length) });
  }
  const isLarge = Object.keys(flow.nodes).length > ALL_WAYS_MAX;
  const met = new Set([flow.start]);
  for (const [name, node] of Object.entries(flow.nodes)) {
    for (const { target } of waysOf(node)) {
      if (!(target in flow.nodes) || target === name || (isLarge && met.has(target))) continue;
      met.add(target);
      graph.setEdge(name, target);
    }
  }
  layout(graph);
  return Object.fromEntries(
    Object.keys(flow.nodes).map((name) => {
      const { x, y, height } = graph.node(name) as { x: number; y: number; height: number };
      return [name, [Math.round(x - WIDTH / 2), Math.round(y - height / 2)] as [number, number]];
    }),
  );
}

/** The flow with every node placed; those that had a place keep it. */
export function placed(flow: FlowBody): FlowBody {
  const names = Object.keys(flow.nodes);
  if (names.every((name) => flow.layout[name])) return flow;
  const all = arranged(flow);
  const has = names.some((name) => flow.layout[name]);
  return { ...flow, layout: has ? { ...all, ...flow.layout } : all };
}
