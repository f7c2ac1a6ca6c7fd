// The screens of a contact's agents: each film, or why there is none.
import { Alert, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Playhead } from './playing';
import { COMES_WITHIN_MS } from './requests/contact';
import { ScreenFilm } from './ScreenFilm';
import styles from './screen.module.css';
import type { ContactDetail, Recording } from './types';
import { useNames } from './useNames';

interface Props {
  contact: ContactDetail;
  /** When the sound began; null where there is none to follow. */
  sound_ms: number | null;
  playhead: Playhead;
}

export const screensOf = (contact: ContactDetail) =>
  contact.recordings.filter((one) => one.kind === 'screen');

export function Screens({ contact, sound_ms, playhead }: Props) {
  const screens = screensOf(contact);
  return (
    <Flex vertical gap="middle" className={styles.screens}>
      {screens.map((screen) =>
        screen.status === 'stored' && !screen.damage ? (
          <ScreenFilm
            key={screen.id}
            screen={screen}
            behind_ms={sound_ms === null ? 0 : Date.parse(screen.started_at ?? '') - sound_ms}
            playhead={sound_ms === null ? null : playhead}
          />
        ) : (
          <NoScreen key={screen.id} screen={screen} isOver={!mayStillCome(contact)} />
        ),
      )}
    </Flex>
  );
}

/** While the call lasts, and until its pieces are one film. */
function mayStillCome({ ended_at }: ContactDetail): boolean {
  return !ended_at || Date.now() - Date.parse(ended_at) < COMES_WITHIN_MS;
}

/** What stands in its place, in words. */
export function wordOf(screen: Recording, isOver: boolean): string {
  if (screen.damage) return `fact.recording_damaged.${screen.damage}`;
  if (screen.status === 'removed') return 'screened.removed';
  if (screen.status === 'discarded') return 'screen.none.not_kept';
  if (screen.status === 'running' && !isOver) return 'screen.running';
  return `screen.none.${screen.failure || 'not_sent'}`;
}

function NoScreen({ screen, isOver }: { screen: Recording; isOver: boolean }) {
  const { t } = useTranslation('contacts');
  const names = useNames();
  const title = t('screen.title', { agent: names.agent(screen.agent_id ?? '') });
  return (
    <Alert
      type={screen.damage ? 'error' : 'info'}
      showIcon
      title={title}
      description={t(wordOf(screen, isOver), { defaultValue: screen.failure })}
    />
  );
}
