// The screen of one agent, in step with the sound: moved, stopped and sped up by it.
import { FullscreenOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Typography } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/frame/session';
import { useFormat } from '@/frame/useFormat';
import { DownloadButton } from './DownloadButton';
import { isWithin, type Playhead, type Playing, stepOf } from './playing';
import { filmAddress } from './requests/waveform';
import styles from './screen.module.css';
import type { Recording } from './types';
import { useNames } from './useNames';

interface Props {
  screen: Recording;
  /** From the begin of the sound to the begin of the film. */
  behind_ms: number;
  /** Null where there is no sound: the film is played by itself. */
  playhead: Playhead | null;
}

export function ScreenFilm({ screen, behind_ms, playhead }: Props) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const names = useNames();
  const { permissions } = useSession();
  const film = useRef<HTMLVideoElement>(null);
  const [isFailed, setFailed] = useState(false);
  const isShown = useInStep(film, screen, behind_ms, playhead);
  const agent = names.agent(screen.agent_id ?? '');
  const title = t('screen.title', { agent });
  return (
    <section aria-label={title}>
      <Flex gap="small" align="center" wrap className={styles.head}>
        <Typography.Text strong>{title}</Typography.Text>
        <Typography.Text type="secondary">{format.duration(screen.duration_ms)}</Typography.Text>
        <Button
          size="small"
          icon={<FullscreenOutlined />}
          onClick={() => void film.current?.requestFullscreen().catch(() => undefined)}
        >
          {t('screen.full')}
        </Button>
        {permissions.includes('recordings.download') && (
          <DownloadButton id={screen.id} ending="webm" />
        )}
      </Flex>
      {isFailed && <Alert type="error" showIcon title={t('screen.unplayable')} />}
      <div className={styles.stage}>
        <video
          ref={film}
          className={styles.film}
          src={filmAddress(screen.id)}
          muted
          playsInline
          preload="auto"
          controls={playhead === null}
          data-shown={isShown}
          onError={() => setFailed(true)}
        />
        {!isShown && <div className={styles.nothing}>{t('screen.nothing')}</div>}
      </div>
    </section>
  );
}

/** Whether there is a picture at this moment. */
function useInStep(
  film: React.RefObject<HTMLVideoElement | null>,
  screen: Recording,
  behind_ms: number,
  playhead: Playhead | null,
): boolean {
  const [isShown, setShown] = useState(playhead === null);
  const { spans } = screen;
  useEffect(() => {
    const video = film.current;
    if (!video || !playhead) return undefined;
    const follow = () => {
      const playing = playhead.get();
      const wanted_ms = playing.at_ms - behind_ms;
      const isThere = isWithin(spans ?? [], wanted_ms);
      setShown(isThere);
      if (isThere) keepInStep(video, wanted_ms / 1000, playing);
      else video.pause();
    };
    follow();
    video.addEventListener('seeked', follow);
    const leave = playhead.subscribe(follow);
    return () => {
      video.removeEventListener('seeked', follow);
      leave();
    };
  }, [film, spans, behind_ms, playhead]);
  return isShown;
}

function keepInStep(video: HTMLVideoElement, wanted_s: number, playing: Playing): void {
  const end_s = Number.isFinite(video.duration) ? video.duration : wanted_s;
  const { seek_s, rate } = stepOf(video.currentTime, Math.min(wanted_s, end_s), playing);
  if (seek_s !== null && !video.seeking) video.currentTime = seek_s;
  if (video.playbackRate !== rate) video.playbackRate = rate;
  if (playing.isPlaying && video.paused) void video.play().catch(() => undefined);
  if (!playing.isPlaying && !video.paused) video.pause();
}
