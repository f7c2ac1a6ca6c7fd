// Asks what a deed for agents needs: a reason, or which skills until when.
import { Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNameLists } from '@/api/names';
import type { LiveAgent } from '@/api/types';
import { nameIn } from '@/frame/names';
import { usePreferences } from '@/frame/preferences';
import { useLiveQueues } from '@/live/liveStore';
import type { AgentDeed, AgentDeedBody } from '../requests/acts';
import { confirmText } from './confirmText';
import { SkillLevels } from './SkillLevels';
import { useAgentDeed } from './useAgentDeed';

const MINUTES = [15, 30, 60, 120, 240, 480];

interface Props {
  deed: AgentDeed;
  agents: readonly LiveAgent[];
  onClose: () => void;
}

export function AgentDeedDialog({ deed, agents, onClose }: Props) {
  const { t } = useTranslation('floor');
  const [body, setBody] = useState<AgentDeedBody>(deed === 'move_skills' ? { minutes: 60 } : {});
  const { busy, run } = useAgentDeed();
  const set = (part: AgentDeedBody) => setBody((before) => ({ ...before, ...part }));
  const isMoving = deed === 'move_skills';
  const hasSkills = Boolean(body.queue_ids?.length) || Object.keys(body.changes ?? {}).length > 0;
  const isWhole = Boolean(body.reason?.trim()) && (!isMoving || hasSkills);
  const confirm = async () => {
    if (await run(deed, agents, body)) onClose();
  };
  const only = agents.length === 1 ? agents[0] : undefined;
  return (
    <Modal
      open
      title={t(`deed.title.${deed}`, {
        name: only?.name ?? t('deed.agents', { count: agents.length }),
      })}
      okText={confirmText(t(`deed.${deed}`))}
      cancelText={t('common:cancel')}
      confirmLoading={busy}
      okButtonProps={{ disabled: !isWhole }}
      onOk={() => void confirm()}
      onCancel={onClose}
    >
      <Form layout="vertical">
        {isMoving && <Moving body={body} set={set} only={only} />}
        {deed === 'not_ready' ? (
          <ReasonChoice value={body.reason} onChange={(reason) => set({ reason })} />
        ) : (
          <Form.Item label={t('deed.why')} required>
            <Input
              maxLength={200}
              aria-label={t('deed.why')}
              value={body.reason ?? ''}
              onChange={(event) => set({ reason: event.target.value })}
              onPressEnter={() => isWhole && void confirm()}
            />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}

function ReasonChoice(props: { value: string | undefined; onChange: (id: string) => void }) {
  const { t } = useTranslation('floor');
  const { language } = usePreferences();
  const names = useNameLists();
  return (
    <Form.Item label={t('deed.reason')} required>
      <Select
        value={props.value ?? null}
        onChange={(id: string | null) => id && props.onChange(id)}
        aria-label={t('deed.reason')}
        options={Object.entries(names?.reasons ?? {}).map(([value, name]) => ({
          value,
          label: nameIn(name, language) || value,
        }))}
      />
    </Form.Item>
  );
}

function Moving(props: {
  body: AgentDeedBody;
  set: (part: AgentDeedBody) => void;
  only: LiveAgent | undefined;
}) {
  const { t } = useTranslation('floor');
  const { body, set, only } = props;
  const queues = useLiveQueues();
  return (
    <>
      <Form.Item label={t('deed.queues')} extra={t('deed.queues_about')}>
        <Select
          mode="multiple"
          value={body.queue_ids ?? []}
          onChange={(queue_ids: string[]) => set({ queue_ids })}
          aria-label={t('deed.queues')}
          optionFilterProp="label"
          options={queues.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item label={t('deed.skills')} extra={t('deed.skills_about')}>
        <SkillLevels
          own={only?.skills ?? {}}
          value={body.changes ?? {}}
          onChange={(changes) => set({ changes })}
        />
      </Form.Item>
      <Form.Item label={t('deed.how_long')}>
        <Select
          value={body.minutes ?? 60}
          onChange={(minutes: number) => set({ minutes })}
          aria-label={t('deed.how_long')}
          options={MINUTES.map((value) => ({
            value,
            label:
              value < 60
                ? t('deed.minutes', { count: value })
                : t('deed.hours', { count: value / 60 }),
          }))}
        />
      </Form.Item>
    </>
  );
}
