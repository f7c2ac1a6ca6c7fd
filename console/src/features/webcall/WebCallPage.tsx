// The public page from which a customer calls the centre: no login, one big button.
import { Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { Language } from '@/api/types';
import { LANGUAGES, setPreferences, usePreferences } from '@/frame/preferences';
import { BeforeCall } from './BeforeCall';
import { isBusy } from './callState';
import { InCall } from './InCall';
import { useWebCall } from './useWebCall';
import styles from './webcall.module.css';

const OWN_NAMES: Record<Language, string> = { en: 'English', es: 'Español', 'zh-CN': '中文' };

export default function WebCallPage() {
  const { t } = useTranslation('webcall');
  const { tenant = '', number = '' } = useParams();
  const { language } = usePreferences();
  const { state, speaker, start, hangUp, mute, sendDigit } = useWebCall();
  const [name, setName] = useState('');
  useEffect(() => {
    document.title = t('title');
  }, [t]);
  return (
    <div className={styles.page}>
      <main className={styles.card}>
        <h1 className={styles.title}>{t('title')}</h1>
        {isBusy(state) ? (
          <InCall state={state} onMute={mute} onDigit={sendDigit} onHangUp={hangUp} />
        ) : (
          <>
            <p className={styles.about}>{t('about')}</p>
            <BeforeCall
              state={state}
              name={name}
              onName={setName}
              onCall={() =>
                void start({ tenant, number, name: name.trim(), language: language.slice(0, 2) })
              }
            />
          </>
        )}
      </main>
      <Segmented<Language>
        size="small"
        aria-label={t('language')}
        value={language}
        onChange={(next) => setPreferences({ language: next })}
        options={LANGUAGES.map((value) => ({ value, label: OWN_NAMES[value] }))}
      />
      {/* biome-ignore lint/a11y/useMediaCaption: a live call has no captions */}
      <audio ref={speaker} autoPlay />
    </div>
  );
}
