// A band as a shape and a colour, with its word for whoever sees neither.
import { CheckCircleFilled, CloseSquareFilled, WarningFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Band } from './board';
import styles from './figure.module.css';

const SHAPES = { good: CheckCircleFilled, warn: WarningFilled, bad: CloseSquareFilled };

export function BandMark({ band }: { band: Band }) {
  const { t } = useTranslation('floor');
  if (band === 'none') return null;
  const Shape = SHAPES[band];
  return (
    <span className={styles.mark} data-band={band} role="img" aria-label={t(`band.${band}`)}>
      <Shape aria-hidden />
    </span>
  );
}
