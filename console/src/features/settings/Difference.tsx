// What was and what is, line by line: removed with a minus, added with a plus.
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { differing } from './difference';
import styles from './settings.module.css';

interface Props {
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

export function Difference({ before, after }: Props) {
  const { t } = useTranslation('settings');
  const lines = differing(before, after);
  if (lines.length === 0) {
    return <Typography.Text type="secondary">{t('no_difference')}</Typography.Text>;
  }
  return (
    <pre className={styles.difference}>
      {lines.map((line) => (
        <div key={line.field}>
          {line.before !== null && (
            <div className={styles.before}>
              − {line.field}: {line.before}
            </div>
          )}
          {line.after !== null && (
            <div className={styles.after}>
              + {line.field}: {line.after}
            </div>
          )}
        </div>
      ))}
    </pre>
  );
}
