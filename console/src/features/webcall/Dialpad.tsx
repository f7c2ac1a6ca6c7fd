// The keys of a telephone, for the menus of the centre.
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './webcall.module.css';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

export function Dialpad({ onDigit }: { onDigit: (digit: string) => void }) {
  const { t } = useTranslation('webcall');
  return (
    <fieldset className={styles.pad} aria-label={t('keypad')}>
      {KEYS.map((key) => (
        <Button key={key} size="large" onClick={() => onDigit(key)}>
          {key}
        </Button>
      ))}
    </fieldset>
  );
}
