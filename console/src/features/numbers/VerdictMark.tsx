// Whether a value meets its target: a shape, a colour and a word.
import { CheckCircleFilled, CloseSquareFilled, WarningFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Verdict } from './indicators';
import styles from './numbers.module.css';

const SHAPES = { good: CheckCircleFilled, warn: WarningFilled, bad: CloseSquareFilled };

export function VerdictMark({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation('numbers');
  if (verdict === 'none') return null;
  const Shape = SHAPES[verdict];
  return (
    <span
      className={styles.mark}
      data-verdict={verdict}
      role="img"
      aria-label={t(`verdict.${verdict}`)}
    >
      <Shape aria-hidden />
    </span>
  );
}
