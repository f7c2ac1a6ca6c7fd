// Every fact that the server can write is told in plain words, in every language.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readers, wordingOf } from '@/features/contacts/facts';
import type { TimelineFact } from '@/features/contacts/wording';

const EVENTS = join(import.meta.dirname, '../../../src/callfloor/events');
const LOCALES = join(import.meta.dirname, '../../src/locales');
const names = {
  agent: (id: string) => `<${id}>`,
  queue: (id: string) => `[${id}]`,
  code: (id: string) => id,
};

const source = readdirSync(EVENTS)
  .filter((name) => name.endsWith('.py'))
  .map((name) => readFileSync(join(EVENTS, name), 'utf8'))
  .join('\n');
/** Facts that are no contact's, so that no timeline tells them. */
const ELSEWHERE = ['AlarmFact', 'AlertFact', 'BulletinFact'];
const OF_THE_CENTRE = ['trunk_state_changed'];
const kinds = [...source.matchAll(/^class \w+\((\w+),[^:]*tag="(\w+)"/gm)]
  .filter(([, base = '']) => !ELSEWHERE.includes(base))
  .map(([, , kind = '']) => kind)
  .filter((kind) => !OF_THE_CENTRE.includes(kind));

/** The words of a Literal in the server's source, as `RingResult`. */
function literal(name: string): string[] {
  const body = new RegExp(`${name} = Literal\\[([^\\]]*)\\]`).exec(source)?.[1] ?? '';
  return [...body.matchAll(/"([\w/]+)"/g)].map((match) => match[1] ?? '');
}

function text(language: string, key: string): unknown {
  const tree = JSON.parse(readFileSync(join(LOCALES, language, 'contacts.json'), 'utf8'));
  return key.split('.').reduce((node, part) => node?.[part], tree);
}

const fact = (type: string, fields: Record<string, unknown> = {}): TimelineFact => ({
  position: 1,
  at: '2026-11-20T10:00:00Z',
  type,
  ...fields,
});

const forms: TimelineFact[] = [
  fact('contact_arrived', { channel: 'voice', caller: '+49301', called: '100' }),
  fact('contact_arrived', { channel: 'voice', caller: '', called: '100' }),
  fact('contact_arrived', { channel: 'web_call', caller_name: 'Ana', called: '100' }),
  fact('contact_arrived', { channel: 'web_call', called: '100' }),
  fact('contact_refused', { cause: 'admission' }),
  fact('ivr_started', { flow: 'main', flow_version: 2 }),
  fact('ivr_node_entered', { node: 'menu' }),
  fact('ivr_node_entered', { node: 'menu', task_completed: true }),
  fact('digits_entered', { node: 'menu', digits: '1', accepted: true }),
  fact('digits_entered', { node: 'menu', digits: '9', accepted: false }),
  fact('digits_entered', { node: 'menu', digits: '', accepted: false }),
  ...['en', 'es', 'zh'].map((language) => fact('language_chosen', { language })),
  ...literal('IvrExit').map((exit) => fact('ivr_ended', { exit })),
  fact('recording_announced'),
  ...['agent', 'customer', 'flow', 'token:1', 'user:1'].map((by) =>
    fact('recording_declined', { by }),
  ),
  ...literal('PauseReason').map((reason) => fact('recording_paused', { by: 'agent', reason })),
  ...['limit', 'agent', 'user:1', 'token:1', 'flow'].map((by) => fact('recording_resumed', { by })),
  fact('recording_pause_failed'),
  ...[2.4, 4.3].map((mos) =>
    fact('call_quality_measured', { agent_id: 'ann', mos, lost: 9, received: 91, jitter_ms: 3 }),
  ),
  fact('recording_decided', { keep: true }),
  fact('recording_decided', { keep: true, rule: 'all' }),
  ...['none', 'declined', 'not_announced', 'not_silenced'].map((rule) =>
    fact('recording_decided', { keep: false, rule }),
  ),
  fact('recording_discarded', { rule: 'none' }),
  fact('recording_removed', { rule: 'month', days: 30 }),
  fact('recording_held', { reason: 'Case 17' }),
  fact('recording_held', { reason: 'Case 17', until_ms: 1_800_000_000_000 }),
  fact('recording_released', { reason: 'closed' }),
  ...literal('Fault').map((fault) => fact('recording_damaged', { fault })),
  fact('recording_sound'),
  fact('contact_queued', { queue_id: 'sales', priority: 5 }),
  fact('contact_queued', { queue_id: 'sales', priority: 5, agent_id: 'ana' }),
  fact('contact_queued', { queue_id: 'sales', priority: 5, is_post_transfer: true }),
  fact('contact_queued', { queue_id: 'sales', priority: 5, returned: true }),
  fact('wait_announced', { position: 3 }),
  fact('wait_announced', { position: 3, wait_estimate_ms: 90_000 }),
  ...literal('RingResult').map((result) => fact('ring_ended', { agent_id: 'ana', result })),
  ...literal('LegOutcome').map((outcome) =>
    fact('contact_left_queue', { queue_id: 'sales', outcome }),
  ),
  fact('contact_transferred', { agent_id: 'ana', to_queue_id: 'sales' }),
  fact('contact_transferred', { agent_id: 'ana', to_agent_id: 'bob' }),
  fact('contact_transferred', { agent_id: 'ana', to_number: '+34600' }),
  ...literal('SegmentEnd').map((reason) => fact('segment_ended', { agent_id: 'ana', reason })),
  ...['to_agent_id', 'to_queue_id', 'to_number'].map((target) =>
    fact('consult_started', { agent_id: 'ana', [target]: 'x' }),
  ),
  ...kinds
    .filter((kind) => /^party_(offered|ring_started|answered|held|resumed|joined)/.test(kind))
    .flatMap((kind) => [fact(kind, { agent_id: 'ana' }), fact(kind)]),
  ...literal('RingResult').flatMap((result) => [
    fact('party_ring_ended', { agent_id: 'ana', result }),
    fact('party_ring_ended', { result }),
  ]),
  ...literal('PartyEnd').map((reason) => fact('party_left', { agent_id: 'ana', reason })),
  ...literal('TransferFailure').map((reason) => fact('transfer_failed', { reason })),
  fact('contact_handed_over', { agent_id: 'ana' }),
  fact('contact_handed_over'),
  ...literal('MonitorMode').flatMap((mode) => [
    fact('monitor_started', { agent_id: 'ana', by: 'user:lead', mode }),
    fact('monitor_mode_changed', { mode }),
  ]),
  fact('call_out_placed', { agent_id: 'ana', to_number: '+34600' }),
  fact('customer_dialled', { to_agent_id: 'bob', attempt: 1 }),
  ...literal('DialResult').flatMap((result) => [
    fact('customer_not_reached', { result }),
    fact('callback_attempted', { attempt: 1, result, counted: true }),
    fact('callback_attempted', { attempt: 1, result }),
  ]),
  fact('callback_offered', { asked: true }),
  fact('callback_offered', { asked: false }),
  ...['called_again', 'by_person', 'queue_removed'].map((reason) =>
    fact('callback_cancelled', { reason }),
  ),
  fact('callback_hours_changed', { queue_id: 'sales', is_open: true }),
  fact('callback_hours_changed', { queue_id: 'sales' }),
  fact('variables_set', { variables: { account: '1' } }),
  fact('web_service_asked', { service: 'crm', status: 200 }),
  fact('web_service_asked', { service: 'crm', failure: 'timeout' }),
  ...literal('DismissReason').map((reason) => fact('contact_dismissed', { reason })),
  ...literal('MovedHow').map((how) => fact('caller_moved_up', { queue_id: 'sales', how })),
  ...['time', 'user:1'].map((by) => fact('skills_returned', { agent_id: 'ana', by })),
  fact('wrap_up_completed', { agent_id: 'ana' }),
  fact('wrap_up_completed', { agent_id: 'ana', code: 'order' }),
  fact('wrap_up_completed', { agent_id: 'ana', code: 'order', note: 'sent' }),
  fact('wrap_up_completed', { agent_id: 'ana', automatic: true }),
  fact('recording_stored', { duration_ms: 61_000 }),
  fact('recording_stored', { kind: 'voicemail', duration_ms: 61_000 }),
  ...literal('Disposition').flatMap((disposition) =>
    literal('EndedBy').map((ended_by) => fact('contact_ended', { disposition, ended_by })),
  ),
  ...[
    'busy',
    'no_answer',
    'rejected',
    'failed',
    'congestion',
    'telephony_lost',
    'floor_away',
    'cut',
  ].map((cause) => fact('contact_ended', { disposition: 'queue', ended_by: 'system', cause })),
  ...literal('AgentState').map((state) => fact('agent_state_changed', { agent_id: 'ana', state })),
  fact('phone_reachability', { agent_id: 'ana', reachable: true }),
  fact('phone_reachability', { agent_id: 'ana', reachable: false }),
  fact('telephony_restored', { restarted: true }),
  fact('telephony_restored', { restarted: false }),
];

describe('the wording of facts', () => {
  it('knows the very kinds that the server knows', () => {
    expect(kinds.length).toBeGreaterThan(30);
    expect(Object.keys(readers).sort()).toEqual([...new Set(kinds)].sort());
  });

  it.each(['en', 'es', 'zh-CN'])('is complete in %s', (language) => {
    for (const one of [...forms, ...kinds.map((kind) => fact(kind))]) {
      // A kind without its fields (`contact_refused` without a cause) is not what the server writes.
      const wording = wordingOf(one, names);
      if (forms.includes(one) || !wording.key.endsWith('.'))
        expect(text(language, wording.key), `${language} ${wording.key}`).toBeTypeOf('string');
      if (!forms.includes(one)) continue;
      for (const key of Object.values(wording.words))
        expect(text(language, key), `${language} ${key}`).toBeTypeOf('string');
    }
  });

  it('names people and queues', () => {
    const wording = wordingOf(
      fact('contact_transferred', { agent_id: 'ana', to_queue_id: 'sales' }),
      names,
    );
    expect(wording.values).toEqual({ agent: '<ana>', target: '[sales]' });
  });

  it('gives every parameter that its text asks for', () => {
    for (const one of forms) {
      const wording = wordingOf(one, names);
      const given = { ...wording.values, ...wording.words, ...wording.durations };
      for (const [, param = ''] of String(text('en', wording.key)).matchAll(/\{\{(\w+)\}\}/g))
        expect(given, `${wording.key} ${param}`).toHaveProperty(param);
    }
  });

  it('tells a fact of a newer server by its name', () => {
    expect(wordingOf(fact('contact_sang'), names)).toMatchObject({
      key: 'fact.unknown',
      values: { type: 'contact_sang' },
    });
  });
});
