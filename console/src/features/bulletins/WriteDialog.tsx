// Writes a bulletin: for whom, what, until when, and whether it is to be confirmed by name.
import { DatePicker, Form, Input, Modal, Select, Switch } from 'antd';
import type { Dayjs } from 'dayjs';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '@/components/ProblemAlert';
import { instantOf, pickedOf } from '@/components/range/timeRange';
import { useTell } from '@/components/useTell';
import { useSession } from '@/frame/session';
import { useLiveAgents } from '@/live/liveStore';
import { type Draft, useWrite } from './requests';

const TITLE_MAX = 120;
const TEXT_MAX = 4000;
const LASTS_DAYS = 7;
const LASTS_AT_MOST_DAYS = 366;

interface Fields {
  target: string;
  title: string;
  text: string;
  must_confirm: boolean;
  until: Dayjs;
}

/** `all`, `team north` or `agent maria`: one choice for the person, two fields for the server. */
export function targetOf(target: string): Pick<Draft, 'to' | 'to_id'> {
  const [to = 'all', ...id] = target.split(' ');
  return { to: to as Draft['to'], to_id: id.join(' ') };
}

export function WriteDialog(props: { onClose: () => void }) {
  const { t } = useTranslation('bulletins');
  const [form] = Form.useForm<Fields>();
  const tell = useTell();
  const write = useWrite();
  const targets = useTargets();
  const { zone } = useSession().tenant;
  const now = pickedOf(Date.now(), zone);

  const send = ({ target, until, ...rest }: Fields) =>
    write.mutate(
      { ...rest, ...targetOf(target), until: instantOf(until, zone) },
      {
        onSuccess: () => {
          tell.success(t('sent'));
          props.onClose();
        },
      },
    );

  return (
    <Modal
      open
      title={t('write')}
      okText={t('send')}
      cancelText={t('common:cancel')}
      confirmLoading={write.isPending}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      <ProblemAlert error={write.error} />
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={{
          target: 'all',
          title: '',
          text: '',
          must_confirm: false,
          until: now.add(LASTS_DAYS, 'day'),
        }}
        onFinish={send}
      >
        <Form.Item name="target" label={t('for')} rules={[{ required: true }]}>
          <Select showSearch={{ optionFilterProp: 'label' }} options={targets} />
        </Form.Item>
        <Form.Item
          name="title"
          label={t('field.title')}
          rules={[{ required: true, whitespace: true, message: t('field.titleNeeded') }]}
        >
          <Input maxLength={TITLE_MAX} autoFocus />
        </Form.Item>
        <Form.Item name="text" label={t('field.text')}>
          <Input.TextArea maxLength={TEXT_MAX} autoSize={{ minRows: 3, maxRows: 10 }} showCount />
        </Form.Item>
        <Form.Item
          name="until"
          label={t('until')}
          extra={t('field.untilHelp')}
          rules={[{ required: true, message: t('field.untilNeeded') }]}
        >
          <DatePicker
            showTime={{ format: 'HH:mm' }}
            format="YYYY-MM-DD HH:mm"
            allowClear={false}
            minDate={now}
            maxDate={now.add(LASTS_AT_MOST_DAYS, 'day')}
          />
        </Form.Item>
        <Form.Item
          name="must_confirm"
          label={t('field.mustConfirm')}
          extra={t('field.mustConfirmHelp')}
          valuePropName="checked"
        >
          <Switch />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function useTargets() {
  const { t } = useTranslation('bulletins');
  const agents = useLiveAgents();
  return useMemo(() => {
    const teams = [...new Set(agents.map((agent) => agent.team_id))].filter(Boolean).sort();
    return [
      { label: t('to.all'), value: 'all' },
      {
        label: t('to.teams'),
        options: teams.map((team) => ({
          label: t('to.theTeam', { team }),
          value: `team ${team}`,
        })),
      },
      {
        label: t('to.agents'),
        options: agents.map(({ id, name }) => ({ label: name, value: `agent ${id}` })),
      },
    ];
  }, [agents, t]);
}
