// Tells on every page that the lead has written: the text itself stands on the desk.
import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ownBulletinsQuery } from '@/api/bulletins';
import { showNotice } from '@/frame/notices';
import { useBulletinsTurn } from '@/live/liveStore';

export function BulletinNotice() {
  const { t } = useTranslation('app');
  const { notification } = App.useApp();
  const go = useNavigate();
  const told = useRef<Set<string>>(new Set());
  const { data } = useQuery(ownBulletinsQuery(useBulletinsTurn()));
  useEffect(() => {
    const fresh = (data?.items ?? []).filter((one) => !one.read_at && !told.current.has(one.id));
    for (const one of fresh) {
      told.current.add(one.id);
      showNotice(t('bulletin.notice', { author: one.author }), one.title, `bulletin-${one.id}`);
      notification.info({
        key: one.id,
        title: one.title,
        description: t('bulletin.notice', { author: one.author }),
        placement: 'bottomRight',
        duration: one.must_confirm ? 0 : 10,
        actions: (
          <Button
            size="small"
            type="primary"
            onClick={() => {
              notification.destroy(one.id);
              void go('/desk#bulletins');
            }}
          >
            {t('bulletin.open')}
          </Button>
        ),
      });
    }
    const open = new Set((data?.items ?? []).filter((one) => !one.read_at).map((one) => one.id));
    for (const id of told.current) if (!open.has(id)) notification.destroy(id);
  }, [data, go, notification, t]);
  return null;
}
