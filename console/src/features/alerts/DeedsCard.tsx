// What a person does about an alert: own it, set its date, record the action, comment, close.
import { Button, Card, DatePicker, Flex, Form, Input, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DeliveryTags } from '@/components/DeliveryTags';
import { ProblemAlert } from '@/components/ProblemAlert';
import { instantOf, pickedOf } from '@/components/range/timeRange';
import { useTell } from '@/components/useTell';
import { useSession } from '@/frame/session';
import { useFormat } from '@/frame/useFormat';
import styles from './alerts.module.css';
import { type AlertWhole, type Deed, useDeed, usePeople } from './requests';
import { useAlertText } from './useAlertText';

const TEXT_MAX = 2000;

interface Fields {
  check: string;
  text: string;
}

export function DeedsCard({ of, mayAct }: { of: AlertWhole; mayAct: boolean }) {
  const { t } = useTranslation('alerts');
  const deed = useDeed(of.id);
  const isClosed = of.state === 'closed';
  return (
    <Card size="small" title={t('action')}>
      <ProblemAlert error={deed.error} />
      <OwnerAndDue of={of} mayAct={mayAct && !isClosed} deed={deed} />
      {of.deliveries.length > 0 && (
        <Flex wrap gap="small" className={styles.told}>
          {t('told')} <DeliveryTags of={of.deliveries} />
        </Flex>
      )}
      {mayAct && <Told of={of} deed={deed} />}
    </Card>
  );
}

interface Props {
  of: AlertWhole;
  deed: ReturnType<typeof useDeed>;
}

function OwnerAndDue({ of, mayAct, deed }: Props & { mayAct: boolean }) {
  const { t } = useTranslation('alerts');
  const format = useFormat();
  const { user, tenant } = useSession();
  const people = usePeople(mayAct);
  const role = t(`settings:role.${of.owner_role}`);
  if (!mayAct)
    return (
      <p>
        {t('owned_by', { owner: of.owner_name || role })} · {t('due')}: {format.date(of.due_at)}
      </p>
    );
  const due = pickedOf(Date.parse(of.due_at), tenant.zone);
  return (
    <Form layout="vertical">
      <Form.Item label={t('owner')}>
        <Flex gap="small">
          <Select
            aria-label={t('owner')}
            className={styles.grow}
            value={of.owner_id || null}
            placeholder={role}
            loading={people.isPending}
            popupMatchSelectWidth={false}
            onChange={(user_id) => deed.mutate({ deed: 'owner', body: { user_id: user_id ?? '' } })}
            options={(people.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
          {of.owner_id !== user.id && (
            <Button onClick={() => deed.mutate({ deed: 'owner', body: { user_id: '' } })}>
              {t('take')}
            </Button>
          )}
        </Flex>
      </Form.Item>
      <Form.Item label={t('due')}>
        <DatePicker
          aria-label={t('due')}
          value={due}
          allowClear={false}
          minDate={pickedOf(Date.now(), tenant.zone)}
          onChange={(picked: Dayjs | null) =>
            picked &&
            deed.mutate({
              deed: 'due',
              body: { due: instantOf(picked.endOf('day'), tenant.zone), reason: '' },
            })
          }
        />
      </Form.Item>
    </Form>
  );
}

function Told({ of, deed }: Props) {
  const { t } = useTranslation('alerts');
  const [form] = Form.useForm<Fields>();
  const [kind, setKind] = useState<'actions' | 'comments'>('actions');
  const tell = useTell();
  const text = useAlertText();
  const isClosed = of.state === 'closed';
  const send = (one: Deed) =>
    deed.mutate(one, {
      onSuccess: () => {
        form.resetFields();
        tell.success(t('kept'));
      },
    });
  const told = ({ text: said, check }: Fields) => {
    if (isClosed) send({ deed: 'reopen', body: { text: said } });
    else if (kind === 'actions') send({ deed: kind, body: { text: said, check: check ?? '' } });
    else send({ deed: kind, body: { text: said } });
  };
  return (
    <Form<Fields> form={form} layout="vertical" onFinish={told}>
      {!isClosed && (
        <Form.Item name="check" label={t('from_check')}>
          <Select
            allowClear
            popupMatchSelectWidth={false}
            options={of.checks.map(({ id, question }) => ({
              value: id,
              label: text.said(question),
            }))}
          />
        </Form.Item>
      )}
      <Form.Item
        name="text"
        label={t(isClosed ? 'why_again' : 'what_was_done')}
        rules={[{ required: true, whitespace: true, message: t('text_needed') }]}
      >
        <Input.TextArea maxLength={TEXT_MAX} autoSize={{ minRows: 3, maxRows: 10 }} />
      </Form.Item>
      <Flex gap="small" wrap>
        <Button
          type="primary"
          htmlType="submit"
          loading={deed.isPending}
          onClick={() => setKind('actions')}
        >
          {t(isClosed ? 'reopen' : 'record_action')}
        </Button>
        {!isClosed && (
          <Button htmlType="submit" onClick={() => setKind('comments')}>
            {t('comment')}
          </Button>
        )}
        {!isClosed && <Button onClick={() => send({ deed: 'close' })}>{t('close')}</Button>}
      </Flex>
    </Form>
  );
}
