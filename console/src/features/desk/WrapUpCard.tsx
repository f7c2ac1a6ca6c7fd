// After-call work of a call or a written contact: its code, a note, and the clock that runs down.
import { FieldTimeOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Form, Input, Progress, Radio, Typography } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '@/actions/actions';
import { shortcutText } from '@/actions/shortcut';
import type { Resolved } from '@/api/desk';
import type { WrapUp } from '@/api/types';
import { Clock } from '@/components/Clock';
import { useDesk, useDeskAction } from '@/live/useOwn';
import { useServerNow } from '@/live/useServerNow';
import { CodePicker } from './CodePicker';
import { remember, used } from './codes';
import { clearDraft, type Draft, readDraft, writeDraft } from './draft';
import { HardCall } from './HardCall';
import styles from './WrapUpCard.module.css';

const EXTEND_BY_MS = 60_000;

interface Props {
  wrapUp: WrapUp;
  queueId: string;
  /** Whose written contact it is of; left out for the call. */
  writtenBy?: string;
}

export function WrapUpCard({ wrapUp, queueId, writtenBy }: Props) {
  const { t } = useTranslation('desk');
  const about = writtenBy === undefined ? {} : { segment_id: wrapUp.segment_id };
  const act = useDeskAction();
  const [form] = Form.useForm<Draft>();
  const [busy, setBusy] = useState(false);
  const card = useRef<HTMLDivElement>(null);
  const ends_ms = wrapUp.limit_ms === null ? null : wrapUp.started_ms + wrapUp.limit_ms;

  const { data: desk } = useDesk();
  const isReady = desk !== undefined;

  useEffect(() => {
    if (!isReady) return;
    card.current?.scrollIntoView({ block: 'nearest' });
    card.current?.querySelector<HTMLElement>('form button, form input, form textarea')?.focus();
  }, [isReady]);

  const complete = async (draft: Draft) => {
    setBusy(true);
    const { codes, note, resolved } = draft;
    const [code = '', ...more_codes] = codes;
    const done = await act('wrap_up', { code, more_codes, note: note.trim(), resolved, ...about });
    setBusy(false);
    if (!done) return;
    remember((before) => used(before, codes));
    clearDraft(wrapUp.segment_id);
  };
  const extend = () => act('extend_wrap_up', { by_ms: EXTEND_BY_MS, ...about });
  useActions([
    {
      id: 'desk.completeWrapUp',
      label: 'desk:wrapUp.complete',
      group: 'common:group.call',
      shortcut: 'mod+enter',
      run: () => form.submit(),
    },
    {
      id: 'desk.extendWrapUp',
      label: 'desk:wrapUp.extend',
      group: 'common:group.call',
      enabled: ends_ms !== null,
      run: () => void extend(),
    },
  ]);

  return (
    <Card
      id="wrap-up"
      ref={card}
      title={writtenBy === undefined ? t('wrapUp.title') : t('wrapUp.of', { name: writtenBy })}
      extra={
        <Flex gap="small" align="center">
          {writtenBy === undefined ? <HardCall /> : null}
          {ends_ms === null ? null : (
            <TimeLeft started_ms={wrapUp.started_ms} ends_ms={ends_ms} onExtend={extend} />
          )}
        </Flex>
      }
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={readDraft(wrapUp.segment_id)}
        onValuesChange={(_, all) => writeDraft(wrapUp.segment_id, all)}
        onFinish={(draft) => void complete(draft)}
      >
        <Form.Item
          name="codes"
          label={t('wrapUp.code')}
          rules={[{ required: true, message: t('wrapUp.codeNeeded') }]}
        >
          <CodePicker queueId={queueId} />
        </Form.Item>
        <Form.Item name="note" label={t('wrapUp.note')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} />
        </Form.Item>
        <Flex justify="space-between" align="end" gap="middle" wrap>
          <Form.Item name="resolved" label={t('wrapUp.resolved')} className={styles.resolved}>
            <Radio.Group
              optionType="button"
              options={(['yes', 'no', 'n/a'] satisfies Resolved[]).map((value) => ({
                value,
                label: t(`wrapUp.resolvedIs.${value === 'n/a' ? 'open' : value}`),
              }))}
            />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={busy} title={shortcutText('mod+enter')}>
            {t('wrapUp.complete')}
          </Button>
        </Flex>
      </Form>
    </Card>
  );
}

function TimeLeft(props: { started_ms: number; ends_ms: number; onExtend: () => unknown }) {
  const { t } = useTranslation('desk');
  const now_ms = useServerNow();
  const whole_ms = props.ends_ms - props.started_ms;
  const left_ms = Math.max(0, props.ends_ms - now_ms);
  const isShort = left_ms < 15_000;
  return (
    <Flex align="center" gap="middle">
      <Progress
        className={styles.left}
        percent={whole_ms > 0 ? (100 * left_ms) / whole_ms : 0}
        showInfo={false}
        size="small"
        status={isShort ? 'exception' : 'normal'}
        aria-label={t('wrapUp.left')}
      />
      <Typography.Text strong type={isShort ? 'danger' : undefined}>
        <Clock until_ms={props.ends_ms} />
      </Typography.Text>
      <Button size="small" icon={<FieldTimeOutlined />} onClick={() => void props.onExtend()}>
        {t('wrapUp.extend')}
      </Button>
    </Flex>
  );
}
