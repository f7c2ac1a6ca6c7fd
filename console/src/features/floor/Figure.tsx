// One figure of the floor: name, value, band, and the line below.
import type { ReactNode } from 'react';
import { BandMark } from './BandMark';
import type { Band } from './board';
import styles from './figure.module.css';

interface Props {
  name: string;
  value: ReactNode;
  below?: ReactNode;
  band?: Band;
}

export function Figure({ name, value, below, band = 'none' }: Props) {
  return (
    <section className={styles.figure} data-band={band} aria-label={name}>
      <span className={styles.name}>{name}</span>
      <span className={styles.value}>
        {value}
        <BandMark band={band} />
      </span>
      <span className={styles.below}>{below}</span>
    </section>
  );
}
