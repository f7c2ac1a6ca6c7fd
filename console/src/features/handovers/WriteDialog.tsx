// A new note: whose, which shift, what to know; the figures come along by themselves.
import { useQuery } from '@tanstack/react-query';
import { Form, Input, Modal, Segmented, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNameLists } from '@/api/names';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useTell } from '@/components/useTell';
import { serverNow_ms } from '@/live/liveStore';
import { type NewNote, takenQuery, useWrite } from './requests/handovers';
import { shiftNow } from './shift';
import { TakenAlong } from './TakenAlong';

const SHIFTS = ['early', 'late', 'night', 'day'] as const;

export function WriteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('handovers');
  const tell = useTell();
  const write = useWrite();
  const teams = useNameLists()?.teams ?? {};
  const [note, setNote] = useState<NewNote>({
    team_id: '',
    shift: shiftNow(new Date().getHours()),
    text: '',
  });
  const set = (part: Partial<NewNote>) => setNote((before) => ({ ...before, ...part }));
  const taken = useQuery(takenQuery(note.team_id ?? ''));
  const keep = () =>
    write.mutate(note, {
      onSuccess: () => {
        tell.success(t('written_now'));
        onClose();
      },
      onError: tell.problem,
    });
  return (
    <Modal
      open
      width={720}
      title={t('write')}
      okText={t('hand_over')}
      cancelText={t('common:cancel')}
      okButtonProps={{ disabled: !note.text.trim() }}
      confirmLoading={write.isPending}
      onOk={keep}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <Form.Item label={t('team')}>
          <Select
            value={note.team_id ?? ''}
            aria-label={t('team')}
            onChange={(team_id: string) => set({ team_id })}
            options={[
              { value: '', label: t('centre') },
              ...Object.entries(teams).map(([value, label]) => ({ value, label })),
            ]}
          />
        </Form.Item>
        <Form.Item label={t('shift_of')}>
          <Segmented
            value={note.shift}
            onChange={(shift) => set({ shift })}
            options={SHIFTS.map((value) => ({ value, label: t(`shift.${value}`) }))}
          />
        </Form.Item>
        <Form.Item label={t('text')} required>
          <Input.TextArea
            rows={6}
            maxLength={10_000}
            aria-label={t('text')}
            placeholder={t('text_hint')}
            value={note.text}
            onChange={(event) => set({ text: event.target.value })}
          />
        </Form.Item>
        <Form.Item label={t('taken')}>
          <ProblemAlert error={taken.error} retry={taken.refetch} />
          {taken.isPending && <Skeleton active paragraph={{ rows: 2 }} />}
          {taken.data && <TakenAlong taken={taken.data} at_ms={serverNow_ms()} />}
        </Form.Item>
      </Form>
    </Modal>
  );
}
