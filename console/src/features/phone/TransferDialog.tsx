// Hands the call over to a queue, a colleague or a number.
import { Badge, Button, Empty, Flex, Input, Modal, Segmented, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskActions } from '@/api/desk';
import { useNameLists } from '@/api/names';
import { useTell } from '@/components/useTell';
import { useSession } from '@/frame/session';
import { useFormat } from '@/frame/useFormat';
import { useLiveAgents, useLiveQueues } from '@/live/liveStore';
import { useDeskAction, useOwn } from '@/live/useOwn';
import { useServerNow } from '@/live/useServerNow';
import { STATE_COLOURS } from '@/theme';
import styles from './TransferDialog.module.css';

type Kind = 'queue' | 'agent' | 'number';
type Target = DeskActions['transfer'];

interface Choice {
  key: string;
  name: string;
  about: string;
  colour?: string;
  skills?: string;
  target: Target;
  isOpen: boolean;
}

/** Hand the call over at once, or ask somebody first while the customer waits. */
type Way = 'transfer' | 'consult';

export function TransferDialog(props: {
  open: boolean;
  contactId: string;
  way?: Way;
  onClose: () => void;
}) {
  const { t } = useTranslation('phone');
  const way = props.way ?? 'transfer';
  return (
    <Modal
      open={props.open}
      onCancel={props.onClose}
      footer={null}
      title={t(way === 'consult' ? 'consult.title' : 'transfer.title')}
      width={620}
      destroyOnHidden
    >
      {props.open ? <Targets way={way} onDone={props.onClose} /> : null}
    </Modal>
  );
}

function Targets(props: { way: Way; onDone: () => void }) {
  const { t } = useTranslation('phone');
  const isConsult = props.way === 'consult';
  const [kind, setKind] = useState<Kind>(isConsult ? 'agent' : 'queue');
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const choices = useChoices(kind, text, isConsult);
  const act = useDeskAction();
  const tell = useTell();
  const number = text.replace(/[\s().-]/g, '');
  const isNumber = /^\+?\d{2,20}$/.test(number);

  const transfer = async (target: Target, name: string) => {
    setBusy(true);
    const done = await act(props.way, target);
    setBusy(false);
    if (!done) return;
    tell.success(t(isConsult ? 'consult.done' : 'transfer.done', { name }));
    props.onDone();
  };

  return (
    <Flex vertical gap="middle">
      <Segmented<Kind>
        block
        value={kind}
        onChange={(chosen) => {
          setKind(chosen);
          setText('');
        }}
        options={(['queue', 'agent', 'number'] as const).map((value) => ({
          value,
          label: t(`transfer.${value}`),
        }))}
      />
      <Input
        autoFocus
        key={kind}
        value={text}
        inputMode={kind === 'number' ? 'tel' : 'text'}
        placeholder={t(`transfer.${kind}Hint`)}
        aria-label={t(`transfer.${kind}Hint`)}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={() => {
          const first = choices.find((choice) => choice.isOpen);
          if (kind === 'number' && isNumber) void transfer({ to_number: number }, text);
          else if (first) void transfer(first.target, first.name);
        }}
      />
      {kind === 'number' ? (
        <Button
          type="primary"
          disabled={!isNumber}
          loading={busy}
          onClick={() => void transfer({ to_number: number }, text)}
        >
          {t(isConsult ? 'consult.start' : 'transfer.toNumber')}
        </Button>
      ) : (
        <ul className={styles.list}>
          {choices.length === 0 ? (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('transfer.nobody')} />
          ) : null}
          {choices.map((choice) => (
            <li key={choice.key}>
              <Button
                block
                className={styles.choice}
                disabled={busy || !choice.isOpen}
                onClick={() => void transfer(choice.target, choice.name)}
              >
                <span className={styles.who}>
                  {choice.name}
                  {choice.skills ? (
                    <Typography.Text type="secondary" className={styles.skills} ellipsis>
                      {choice.skills}
                    </Typography.Text>
                  ) : null}
                </span>
                <Typography.Text type="secondary">
                  {choice.colour ? (
                    <Badge color={choice.colour} text={choice.about} />
                  ) : (
                    choice.about
                  )}
                </Typography.Text>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Flex>
  );
}

function useChoices(kind: Kind, text: string, isConsult: boolean): Choice[] {
  const { t } = useTranslation('phone');
  const queues = useLiveQueues();
  const agents = useLiveAgents();
  const { agent_id } = useSession();
  const { contact } = useOwn();
  const f = useFormat();
  const now_ms = useServerNow();
  const names = useNameLists();
  const sought = text.trim().toLowerCase();
  const all: Choice[] =
    kind === 'queue'
      ? queues
          .filter((queue) => isConsult || queue.id !== contact?.queue_id)
          .map((queue) => ({
            key: queue.id,
            name: queue.name,
            about: t(queue.waiting_count > 0 ? 'transfer.queueWaits' : 'transfer.queueFree', {
              waiting: queue.waiting_count,
              ready: queue.agents_ready,
              in: queue.agents_logged_in,
              time: f.duration(now_ms - (queue.oldest_entered_ms ?? now_ms)),
            }),
            target: { to_queue_id: queue.id },
            isOpen: true,
          }))
      : agents
          .filter((agent) => agent.id !== agent_id && agent.state !== 'logged_out')
          .sort((a, b) => Number(b.state === 'ready') - Number(a.state === 'ready'))
          .map((agent) => ({
            key: agent.id,
            name: agent.name,
            about: `${t(`common:state.${agent.state}`)} ${f.duration(now_ms - agent.since_ms)}`,
            skills: Object.keys(agent.skills ?? {})
              .map((id) => names?.skills[id] ?? id)
              .join(', '),
            colour: STATE_COLOURS[agent.state],
            target: { to_agent_id: agent.id },
            isOpen: !isConsult || agent.state === 'ready',
          }));
  return kind === 'number'
    ? []
    : all.filter((one) => `${one.name} ${one.skills ?? ''}`.toLowerCase().includes(sought));
}
