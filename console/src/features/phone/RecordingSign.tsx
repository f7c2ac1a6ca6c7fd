// Whether the call at hand is being recorded, as the agent must know it.
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LiveRecording } from '@/api/types';
import { Clock } from '@/components/Clock';

const COLOURS = { on: 'default', paused: 'warning', declined: 'default', failed: 'error' } as const;

export function RecordingSign({ recording }: { recording: LiveRecording | null | undefined }) {
  const { t } = useTranslation('phone');
  if (!recording) return null;
  const { state, until_ms } = recording;
  return (
    <Tag color={COLOURS[state]} role="status">
      {t(`recording.${state}`)}
      {state === 'paused' && until_ms !== null ? (
        <>
          {' '}
          <Clock until_ms={until_ms} />
        </>
      ) : null}
    </Tag>
  );
}
