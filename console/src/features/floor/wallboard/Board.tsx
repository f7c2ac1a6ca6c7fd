// A wallboard that fills its room, whatever the size of the screen: letters grow with the tiles.
import { App as AntApp, ConfigProvider } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Fresh } from '@/components/Fresh';
import { useDark } from '@/frame/useDark';
import { useLiveState } from '@/live/liveStore';
import { themeOf } from '@/theme';
import styles from './board.module.css';
import type { Wallboard } from './model';
import type { Trends } from './requests';
import { TileView } from './TileView';

type Look = Pick<Wallboard, 'theme'>;

/** The look of the board itself, which may differ from the console's. */
export function BoardLook({ theme, children }: Look & { children: ReactNode }) {
  const isDarkHere = useDark();
  const isDark = theme === 'system' ? isDarkHere : theme === 'dark';
  return (
    <ConfigProvider theme={{ ...themeOf(isDark, 'comfortable'), cssVar: { key: 'wallboard' } }}>
      <AntApp className={styles.look} data-dark={isDark}>
        {children}
      </AntApp>
    </ConfigProvider>
  );
}

export function Board({ board, trends }: { board: Wallboard; trends: Trends }) {
  const { t } = useTranslation('floor');
  const { link, telephony, floor } = useLiveState();
  const trouble =
    link !== 'connected'
      ? ''
      : floor === 'down'
        ? t('floor_down_short')
        : telephony === 'down'
          ? t('telephony_down_short')
          : '';
  return (
    <BoardLook theme={board.theme}>
      <main className={styles.screen} aria-label={board.name}>
        {trouble && (
          <div role="alert" className={styles.trouble}>
            {trouble}
          </div>
        )}
        <Fresh>
          <div className={styles.grid}>
            {board.tiles.map((tile) => (
              <div
                key={tile.id}
                className={styles.cell}
                data-x={tile.x}
                data-y={tile.y}
                data-w={tile.w}
                data-h={tile.h}
              >
                <TileView tile={tile} trends={trends} />
              </div>
            ))}
          </div>
        </Fresh>
      </main>
    </BoardLook>
  );
}
