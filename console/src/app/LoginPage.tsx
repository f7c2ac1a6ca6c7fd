// The way in; on a demo installation with the logins of every role beside it.

import { useQuery } from '@tanstack/react-query';
import { Button, Card, Flex, Form, Input, Segmented, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Demo, DemoLogin, Language } from '@/api/types';
import { ProblemAlert } from '@/components/ProblemAlert';
import { LANGUAGES, setPreferences, usePreferences } from '@/frame/preferences';
import { sessionQuery, useSessionChanges } from '@/frame/session';
import { DemoLogins } from './DemoLogins';
import styles from './LoginPage.module.css';
import { safeNext } from './safeNext';

interface Entered {
  tenant: string;
  login: string;
  password: string;
}

const TENANT_KEY = 'callfloor.tenant';
const rememberedTenant = () => localStorage.getItem(TENANT_KEY) ?? '';
const rememberTenant = (tenant: string) => localStorage.setItem(TENANT_KEY, tenant);

export default function LoginPage() {
  const { t } = useTranslation('app');
  const { language } = usePreferences();
  const [search] = useSearchParams();
  const [form] = Form.useForm<Entered>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const tenant = search.get('tenant') ?? rememberedTenant();
  const [asksTenant, setAsksTenant] = useState(tenant !== '');
  const { logIn } = useSessionChanges();
  const session = useQuery(sessionQuery);
  const demo = useQuery({
    queryKey: ['demo'],
    queryFn: () => api.get<Demo>('/demo').catch(() => ({ is_demo: false, logins: [] })),
  });

  if (session.data) return <Navigate to={safeNext(search.get('next'))} replace />;

  const enter = async ({ tenant, login, password }: Entered) => {
    setBusy(true);
    setError(null);
    try {
      await logIn({ tenant: tenant.trim(), login: login.trim(), password });
      rememberTenant(tenant.trim());
    } catch (failure) {
      const isWrong = failure instanceof Problem && failure.status === 401;
      setError(isWrong ? new Problem({ ...failure.details, code: 'wrong_login' }) : failure);
    } finally {
      setBusy(false);
    }
  };
  const enterAs = (found: DemoLogin) => {
    const entered = { tenant: form.getFieldValue('tenant') ?? '', ...found };
    form.setFieldsValue(entered);
    void enter(entered);
  };
  const logins = demo.data?.is_demo ? demo.data.logins : [];

  return (
    <main className={styles.page}>
      <Flex className={styles.columns} gap={32} justify="center" align="start" wrap>
        <Card className={styles.form}>
          <Flex align="center" gap="middle" className={styles.brand}>
            <img src="/mark.svg" alt="" width={44} height={44} />
            <Typography.Title level={1} className={styles.name}>
              Callfloor
            </Typography.Title>
          </Flex>
          <Form
            form={form}
            layout="vertical"
            onFinish={enter}
            initialValues={{ tenant }}
            requiredMark={false}
            size="large"
          >
            <Form.Item name="tenant" label={t('login.tenant')} hidden={!asksTenant}>
              <Input autoComplete="organization" />
            </Form.Item>
            <Form.Item
              name="login"
              label={t('login.login')}
              rules={[{ required: true, message: t('login.loginNeeded') }]}
            >
              <Input autoComplete="username" autoFocus />
            </Form.Item>
            <Form.Item
              name="password"
              label={t('login.password')}
              rules={[{ required: true, message: t('login.passwordNeeded') }]}
            >
              <Input.Password autoComplete="current-password" />
            </Form.Item>
            {error ? (
              <div className={styles.error}>
                <ProblemAlert error={error} />
              </div>
            ) : null}
            <Button type="primary" htmlType="submit" block loading={busy}>
              {t('login.enter')}
            </Button>
          </Form>
          {asksTenant ? null : (
            <Button type="link" className={styles.other} onClick={() => setAsksTenant(true)}>
              {t('login.otherTenant')}
            </Button>
          )}
          <Segmented<Language>
            block
            className={styles.languages}
            value={language}
            onChange={(tag) => setPreferences({ language: tag })}
            options={LANGUAGES.map((tag) => ({ value: tag, label: t(`languageItself.${tag}`) }))}
          />
        </Card>
        {logins.length > 0 ? <DemoLogins logins={logins} busy={busy} onChoose={enterAs} /> : null}
      </Flex>
    </main>
  );
}
