import { describe, expect, it } from 'vitest';
import { Problem } from '@/api/problem';
import { sendQueue } from '@/features/capture/sendQueue';

const piece = (name: string) => ({ name, body: { size: name.length } });
const settled = () => new Promise<void>((done) => setTimeout(done, 0));

function trying(answers: (Problem | null)[]) {
  const sent: string[] = [];
  const waits: number[] = [];
  const refused: string[] = [];
  const queue = sendQueue<ReturnType<typeof piece>>({
    send: async ({ name }) => {
      sent.push(name);
      const answer = answers.shift();
      if (answer) throw answer;
    },
    onRefused: (problem) => refused.push(problem.code),
    wait: async (ms) => void waits.push(ms),
  });
  return { queue, sent, waits, refused };
}

describe('pieces of a screen on their way', () => {
  it('go one after the other, in their order', async () => {
    const { queue, sent } = trying([]);
    for (const name of ['a', 'bb', 'ccc']) queue.put(piece(name));
    expect(queue.waiting()).toBe(6);
    await settled();
    expect(sent).toEqual(['a', 'bb', 'ccc']);
    expect(queue.waiting()).toBe(0);
  });

  it('are sent again when the network, the server or the limit was in the way', async () => {
    const away = [0, 503, 429].map((status) => new Problem({ status, code: `c${status}` }));
    const { queue, sent, waits, refused } = trying([...away, null]);
    queue.put(piece('a'));
    queue.put(piece('b'));
    await settled();
    expect(sent).toEqual(['a', 'a', 'a', 'a', 'b']);
    expect(waits).toEqual([1_000, 2_000, 4_000]);
    expect(refused).toEqual([]);
  });

  it('are dropped when the server wants nothing more of them', async () => {
    const over = new Problem({ status: 409, code: 'conflict' });
    const { queue, sent, refused } = trying([over]);
    queue.put(piece('a'));
    queue.put(piece('b'));
    await settled();
    expect(sent).toEqual(['a']);
    expect(refused).toEqual(['conflict']);
    expect(queue.waiting()).toBe(0);
  });
});
