// Whether the action worked: the four weeks before it beside those after it.
import { Card, Alert as Notice, Statistic } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './alerts.module.css';
import type { AlertWhole } from './requests';
import { useAlertText } from './useAlertText';

export function EffectCard({ of }: { of: AlertWhole }) {
  const { t } = useTranslation('alerts');
  const text = useAlertText();
  const effect = of.effect;
  if (!effect) return null;
  const said = effect.has_helped === null ? 'early' : effect.has_helped ? 'helped' : 'not_helped';
  return (
    <Card size="small" title={t('effect')}>
      <div className={styles.figures}>
        <Statistic title={t('weeks_before')} value={text.value(effect.before, of.unit)} />
        <Statistic
          title={t(effect.is_complete ? 'weeks_after' : 'days_after', { count: effect.days })}
          value={text.value(effect.after, of.unit)}
        />
      </div>
      <Notice
        type={said === 'helped' ? 'success' : said === 'early' ? 'info' : 'warning'}
        title={t(`effect_told.${said}`)}
      />
    </Card>
  );
}
