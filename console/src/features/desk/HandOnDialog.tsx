// Hands a written contact to another queue or to a colleague.
import { Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveWork } from '@/api/works';
import { useTell } from '@/components/useTell';
import { useSession } from '@/frame/session';
import { useLiveAgents, useLiveQueues } from '@/live/liveStore';
import { useDeskAction } from '@/live/useOwn';
import { senderOf } from '@/live/written';

export function HandOnDialog(props: { work: LiveWork | null; onClose: () => void }) {
  const { t } = useTranslation('written');
  const { work } = props;
  const [target, setTarget] = useState<string>();
  const [busy, setBusy] = useState(false);
  const targets = useTargets(work);
  const act = useDeskAction();
  const tell = useTell();

  const close = () => {
    setTarget(undefined);
    props.onClose();
  };
  const handOn = async () => {
    const found = targets.flatMap(({ options }) => options).find(({ value }) => value === target);
    if (!work || !found) return;
    const [kind, id = ''] = found.value.split(/:(.*)/s);
    const to = kind === 'queue' ? { to_queue_id: id } : { to_agent_id: id };
    setBusy(true);
    const done = await act('hand_on', { contact_id: work.contact_id, ...to });
    setBusy(false);
    if (!done) return;
    tell.success(t('handOn.done', { name: found.label }));
    close();
  };

  return (
    <Modal
      open={work !== null}
      title={t('act.handOn', { name: work ? senderOf(work) || t('unknown') : '' })}
      okText={t('button.handOn')}
      okButtonProps={{ disabled: target === undefined, loading: busy }}
      onOk={() => void handOn()}
      onCancel={close}
      destroyOnHidden
    >
      <Form layout="vertical">
        <Form.Item label={t('handOn.to')} htmlFor="hand-on-to">
          <Select
            id="hand-on-to"
            autoFocus
            showSearch={{ optionFilterProp: 'label' }}
            value={target}
            onChange={setTarget}
            options={targets}
            placeholder={t('handOn.choose')}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** Other queues, and colleagues who are in. */
function useTargets(work: LiveWork | null) {
  const { t } = useTranslation('written');
  const { agent_id } = useSession();
  const queues = useLiveQueues();
  const agents = useLiveAgents();
  return [
    {
      label: t('handOn.queues'),
      options: queues
        .filter(({ id }) => id !== work?.queue_id)
        .map(({ id, name }) => ({ value: `queue:${id}`, label: name })),
    },
    {
      label: t('handOn.agents'),
      options: agents
        .filter(({ id, state }) => id !== agent_id && state !== 'logged_out')
        .map(({ id, name, state }) => ({
          value: `agent:${id}`,
          label: `${name} · ${t(`common:state.${state}`)}`,
        })),
    },
  ];
}
