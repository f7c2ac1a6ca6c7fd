// The logins of the demo centre, one for each role: a press logs in.
import { Button, Card, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DemoLogin } from '@/api/types';
import styles from './DemoLogins.module.css';

interface Props {
  logins: DemoLogin[];
  busy: boolean;
  onChoose: (login: DemoLogin) => void;
}

export function DemoLogins(props: Props) {
  const { t } = useTranslation('app');
  return (
    <Card className={styles.card} title={t('login.demo')}>
      <Typography.Paragraph type="secondary">{t('login.demoAbout')}</Typography.Paragraph>
      <ul className={styles.list}>
        {props.logins.map((login) => (
          <li key={login.login}>
            <Button
              className={styles.login}
              block
              disabled={props.busy}
              onClick={() => props.onChoose(login)}
            >
              <span className={styles.role}>
                {t(`role.${login.role}`, { defaultValue: login.role })}
                <span className={styles.name}>{login.name}</span>
              </span>
              <span className={styles.secret}>
                {login.login} · {login.password}
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
