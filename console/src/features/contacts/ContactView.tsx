// One contact: its facts in short, the recording, and the timeline in step with it.
import { Card, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useSession } from '@/frame/session';
import { ContactFacts } from './ContactFacts';
import { LegTable, SegmentTable } from './ContactParts';
import { createPlayhead } from './playing';
import { QualityTable } from './QualityTable';
import { RecordingCard } from './RecordingCard';
import { useContact } from './requests/contact';
import { Screens, screensOf } from './Screens';
import { startOf } from './step';
import { Timeline } from './Timeline';
import type { ContactDetail } from './types';
import styles from './view.module.css';

function Opened({ contact }: { contact: ContactDetail }) {
  const { t } = useTranslation('contacts');
  const { permissions } = useSession();
  const [seek, setSeek] = useState<{ at_ms: number } | null>(null);
  const [playhead] = useState(createPlayhead);
  const [played_ms, setPlayed] = useState<number | null>(null);
  const listens = permissions.some((name) => name.startsWith('recordings.listen'));
  const recording = contact.recordings.find(
    (one) =>
      one.kind !== 'screen' &&
      ['stored', 'removed'].includes(one.status ?? '') &&
      one.duration_ms > 0,
  );
  const isHeard = recording?.status === 'stored' && !recording.damage && listens;
  const start_ms = recording ? startOf(recording, contact.timeline) : null;
  return (
    <div className={styles.view}>
      <ContactFacts contact={contact} />
      {recording && listens && (
        <RecordingCard
          contact={contact}
          recording={recording}
          seek={seek}
          onTime={(playing) => {
            playhead.set(playing);
            setPlayed(start_ms === null ? null : start_ms + playing.at_ms);
          }}
        >
          <Screens contact={contact} sound_ms={isHeard ? start_ms : null} playhead={playhead} />
        </RecordingCard>
      )}
      {!recording && listens && screensOf(contact).length > 0 && (
        <Card size="small" title={t('recording')}>
          <Screens contact={contact} sound_ms={null} playhead={playhead} />
        </Card>
      )}
      <Card size="small" title={t('timeline')}>
        <Timeline
          facts={contact.timeline}
          played_ms={played_ms}
          hasFilm={screensOf(contact).some(({ status }) => status === 'stored')}
          onSeek={
            isHeard && start_ms !== null
              ? (at_ms) => setSeek({ at_ms: at_ms - start_ms })
              : undefined
          }
          end_ms={start_ms === null || !recording ? null : start_ms + recording.duration_ms}
        />
      </Card>
      {contact.segments.length > 0 && <SegmentTable contact={contact} />}
      {contact.quality.length > 0 && <QualityTable quality={contact.quality} />}
      {contact.legs.length > 0 && <LegTable contact={contact} />}
    </div>
  );
}

export function ContactView({ id }: { id: string }) {
  const contact = useContact(id);
  if (contact.isPending) return <Skeleton active paragraph={{ rows: 10 }} />;
  if (contact.error) return <ProblemAlert error={contact.error} retry={contact.refetch} />;
  return <Opened key={id} contact={contact.data} />;
}
