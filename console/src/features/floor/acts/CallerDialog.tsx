// Asks where a caller is to go, and why: the reason stands in the journal beside the name.
import { Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveContact } from '@/api/types';
import { useTell } from '@/components/useTell';
import { useLiveAgents, useLiveQueues } from '@/live/liveStore';
import { actOnCaller, type CallerDeed, type CallerDeedBody } from '../requests/acts';
import styles from './acts.module.css';
import { confirmText } from './confirmText';
import { type CallerAct, takesCallers } from './deeds';

const DEEDS: Record<CallerAct, CallerDeed> = {
  first: 'move_up',
  priority: 'move_up',
  queue: 'move_to_queue',
  agent: 'give_to_agent',
  cut: 'cut',
};

interface Props {
  act: CallerAct;
  contact: LiveContact;
  who: string;
  onClose: () => void;
}

export function CallerDialog({ act, contact, who, onClose }: Props) {
  const { t } = useTranslation('floor');
  const tell = useTell();
  const [busy, setBusy] = useState(false);
  const [body, setBody] = useState<CallerDeedBody>({
    reason: '',
    ...(act === 'priority' ? { priority: 8 } : {}),
  });
  const set = (part: Partial<CallerDeedBody>) => setBody((before) => ({ ...before, ...part }));
  const hasTarget =
    (act !== 'queue' || Boolean(body.queue_id)) && (act !== 'agent' || Boolean(body.agent_id));
  const isWhole = body.reason.trim() !== '' && hasTarget;
  const confirm = async () => {
    setBusy(true);
    try {
      await actOnCaller(contact.id, DEEDS[act], body);
      tell.success(t(`caller.done.${act}`, { who }));
      onClose();
    } catch (error) {
      tell.problem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t(`caller.title.${act}`, { who })}
      okText={confirmText(t(`caller.${act}`))}
      cancelText={t('common:cancel')}
      confirmLoading={busy}
      okButtonProps={{ disabled: !isWhole, danger: act === 'cut' }}
      onOk={() => void confirm()}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <Target act={act} contact={contact} body={body} set={set} />
        <Form.Item label={t('deed.why')} required>
          <Input
            maxLength={200}
            aria-label={t('deed.why')}
            value={body.reason}
            onChange={(event) => set({ reason: event.target.value })}
            onPressEnter={() => isWhole && void confirm()}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function Target(props: {
  act: CallerAct;
  contact: LiveContact;
  body: CallerDeedBody;
  set: (part: Partial<CallerDeedBody>) => void;
}) {
  const { t } = useTranslation('floor');
  const { act, contact, body, set } = props;
  const queues = useLiveQueues();
  const agents = useLiveAgents();
  if (act === 'priority') {
    return (
      <Form.Item label={t('caller.priority_0_10')} extra={t('caller.priority_about')}>
        <InputNumber
          min={0}
          max={10}
          className={styles.number}
          aria-label={t('caller.priority_0_10')}
          value={body.priority ?? null}
          onChange={(priority) => typeof priority === 'number' && set({ priority })}
        />
      </Form.Item>
    );
  }
  if (act !== 'queue' && act !== 'agent') return null;
  const isQueue = act === 'queue';
  const options = isQueue
    ? queues
        .filter(({ id }) => id !== contact.queue_id)
        .map(({ id, name, agents_ready }) => ({
          value: id,
          label: t('caller.queue_ready', { name, count: agents_ready }),
        }))
    : agents
        .filter(takesCallers)
        .sort((a, b) => Number(b.state === 'ready') - Number(a.state === 'ready'))
        .map(({ id, name, state }) => ({
          value: id,
          label: `${name} · ${t(`common:state.${state}`)}`,
        }));
  const label = t(isQueue ? 'queue' : 'agent');
  return (
    <Form.Item label={label} extra={isQueue ? undefined : t('caller.agent_about')} required>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={label}
        value={(isQueue ? body.queue_id : body.agent_id) ?? null}
        onChange={(id: string | null) => id && set(isQueue ? { queue_id: id } : { agent_id: id })}
        options={options}
      />
    </Form.Item>
  );
}
