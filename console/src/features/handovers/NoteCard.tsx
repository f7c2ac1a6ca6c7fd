// One note with what it took along, and who has read it.
import { CheckCircleOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Input, Popover, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNameLists } from '@/api/names';
import { useTell } from '@/components/useTell';
import { useFormat } from '@/frame/useFormat';
import styles from './handovers.module.css';
import { type Note, useSign } from './requests/handovers';
import { TakenAlong } from './TakenAlong';

export function NoteCard({ note }: { note: Note }) {
  const { t } = useTranslation('handovers');
  const format = useFormat();
  const names = useNameLists();
  const whose = note.team_id ? (names?.teams[note.team_id] ?? note.team_id) : t('centre');
  return (
    <Card
      size="small"
      title={
        <Flex gap="small" align="center" wrap>
          <span>{t(`shift.${note.shift}`)}</span>
          <span>{format.date(`${note.day}T12:00:00Z`)}</span>
          <Tag>{whose}</Tag>
        </Flex>
      }
      extra={
        note.signed_at ? (
          <Tag icon={<CheckCircleOutlined />} color="green">
            {t('signed')}
          </Tag>
        ) : (
          <Tag color="orange">{t('unsigned')}</Tag>
        )
      }
    >
      <Typography.Text type="secondary">
        {t('written', { name: note.written_name, at: format.dateTime(note.written_at) })}
      </Typography.Text>
      <Typography.Paragraph className={styles.text}>{note.text}</Typography.Paragraph>
      <TakenAlong taken={note} at_ms={Date.parse(note.written_at)} />
      <Flex justify="space-between" align="center" gap="small" wrap className={styles.foot}>
        {note.signed_at ? (
          <span>
            {t('signed_by', { name: note.signed_name, at: format.dateTime(note.signed_at) })}
            {note.signed_remark ? ` “${note.signed_remark}”` : ''}
          </span>
        ) : (
          <span />
        )}
        {note.may_sign && <Sign id={note.id} />}
      </Flex>
    </Card>
  );
}

function Sign({ id }: { id: string }) {
  const { t } = useTranslation('handovers');
  const tell = useTell();
  const sign = useSign();
  const [remark, setRemark] = useState('');
  const confirm = () =>
    sign.mutate(
      { id, remark },
      { onSuccess: () => tell.success(t('signed_now')), onError: tell.problem },
    );
  return (
    <Popover
      trigger="click"
      destroyOnHidden
      title={t('sign')}
      content={
        <Flex vertical gap="small" className={styles.sign}>
          <Input.TextArea
            rows={2}
            maxLength={1000}
            placeholder={t('remark')}
            aria-label={t('remark')}
            value={remark}
            onChange={(event) => setRemark(event.target.value)}
          />
          <Button type="primary" loading={sign.isPending} onClick={confirm}>
            {t('sign')}
          </Button>
        </Flex>
      }
    >
      <Button type="primary" icon={<CheckCircleOutlined />}>
        {t('sign_open')}
      </Button>
    </Popover>
  );
}
