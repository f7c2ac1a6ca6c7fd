// The logins of the demo centre, one for each role: a press logs in.
import { Button, Card, Flex, Typography } from 'antd';
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
  const first = props.logins.filter(
    (login, index, all) => all.findIndex((other) => other.role === login.role) === index,
  );
  const more = props.logins.filter((login) => !first.includes(login));
  return (
    <Card className={styles.card} title={t('login.demo')}>
      <Typography.Paragraph type="secondary">{t('login.demoAbout')}</Typography.Paragraph>
      <ul className={styles.list}>
        {first.map((login) => (
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
      {more.length > 0 ? (
        <>
          <Typography.Title level={2} className={styles.more}>
            {t('login.more')}
          </Typography.Title>
          <Flex wrap gap="small">
            {more.map((login) => (
              <Button
                key={login.login}
                size="small"
                disabled={props.busy}
                title={`${login.login} · ${login.password}`}
                onClick={() => props.onChoose(login)}
              >
                {login.name}
              </Button>
            ))}
          </Flex>
        </>
      ) : null}
    </Card>
  );
}
