// The phone of an agent: what kind, and for a SIP phone what to type into it.
import { Alert, Button, Card, Descriptions, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Item } from '@/api/centre';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useAgentPhone } from './requests/agentPhone';
import styles from './settings.module.css';

export function AgentPhone({ agent, mayChange }: { agent: Item; mayChange: boolean }) {
  const { t } = useTranslation('settings');
  const phone = useAgentPhone(agent.id);
  if (agent.phone === 'browser') {
    return <Alert className={styles.note} type="info" showIcon title={t('phone_browser')} />;
  }
  if (agent.phone !== 'sip') {
    return (
      <Alert
        className={styles.note}
        type="info"
        showIcon
        title={t('phone_fixed', { address: String(agent.address ?? '') })}
      />
    );
  }
  const copied = (text: string) => (
    <Typography.Text code copyable={{ text }}>
      {text}
    </Typography.Text>
  );
  return (
    <Card
      size="small"
      className={styles.note}
      title={t('phone_sip')}
      extra={
        mayChange && (
          <Button size="small" loading={phone.isPending} onClick={() => phone.mutate()}>
            {t('show_credentials')}
          </Button>
        )
      }
    >
      <ProblemAlert error={phone.error} />
      {phone.data ? (
        <Descriptions
          size="small"
          column={1}
          items={[
            { key: 'user', label: t('sip_user'), children: copied(phone.data.user) },
            { key: 'secret', label: t('sip_secret'), children: copied(phone.data.secret) },
            { key: 'uri', label: t('sip_address'), children: copied(phone.data.sip_uri) },
            { key: 'realm', label: t('sip_realm'), children: copied(phone.data.realm) },
          ]}
        />
      ) : (
        <Typography.Text type="secondary">{t('phone_sip_help')}</Typography.Text>
      )}
    </Card>
  );
}
