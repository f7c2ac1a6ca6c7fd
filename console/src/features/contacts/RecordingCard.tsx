// A contact's recording: played, taken along, held; or why it cannot be played.
import { LockOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Flex, Tag, Tooltip } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSession } from '@/frame/session';
import { useFormat } from '@/frame/useFormat';
import { DownloadButton } from './DownloadButton';
import { HoldDialog } from './HoldDialog';
import { Player } from './Player';
import type { Playing } from './playing';
import type { ContactDetail, Recording } from './types';

interface Props {
  contact: ContactDetail;
  recording: Recording;
  seek: { at_ms: number } | null;
  onTime: (playing: Playing) => void;
  /** The screens that follow the sound. */
  children?: ReactNode;
}

export function RecordingCard({ contact, recording, seek, onTime, children }: Props) {
  const { t } = useTranslation('contacts');
  const { permissions } = useSession();
  const [isHolding, setHolding] = useState(false);
  const isThere = recording.status === 'stored' && !recording.damage;
  return (
    <Card
      size="small"
      title={
        <Flex gap="small" align="center" wrap>
          {t('recording')}
          <HoldTags contact={contact} />
        </Flex>
      }
      extra={
        <Flex gap="small">
          {isThere && permissions.includes('recordings.download') && (
            <DownloadButton id={recording.id} />
          )}
          {permissions.includes('recordings.hold') && recording.status === 'stored' && (
            <Button size="small" icon={<LockOutlined />} onClick={() => setHolding(true)}>
              {t('hold_this')}
            </Button>
          )}
        </Flex>
      }
    >
      {isThere ? (
        <Player recording={recording} seek={seek} onTime={onTime} />
      ) : (
        <Silent recording={recording} />
      )}
      {children}
      {isHolding && (
        <HoldDialog
          what={{ contact_ids: [contact.id] }}
          count={1}
          onClose={() => setHolding(false)}
        />
      )}
    </Card>
  );
}

function HoldTags({ contact }: { contact: ContactDetail }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const inForce = contact.holds.filter((hold) => hold.is_in_force);
  if (inForce.length === 0 && contact.is_held) return <Tag color="gold">{t('held')}</Tag>;
  return inForce.map((hold) => (
    <Tooltip
      key={hold.id}
      title={t(hold.until ? 'held_until' : 'held_for_good', {
        by: hold.placed_by_name || hold.placed_by,
        at: format.dateTime(hold.placed_at),
        until: format.date(hold.until),
      })}
    >
      <Link to="/recordings?list=holds">
        <Tag color="gold" icon={<LockOutlined />}>
          {hold.reason}
        </Tag>
      </Link>
    </Tooltip>
  ));
}

function Silent({ recording }: { recording: Recording }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  if (recording.damage)
    return (
      <Alert
        type="error"
        showIcon
        title={t(`fact.recording_damaged.${recording.damage}`)}
        description={t('put_back', { id: recording.id })}
      />
    );
  return (
    <Alert
      type="info"
      showIcon
      title={t('removed_at', {
        at: format.dateTime(recording.removed_at),
        rule: recording.removed_by_rule,
      })}
    />
  );
}
