// After a hard call: say so, and take the pause that follows it.
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useActions } from '@/actions/actions';
import { useTell } from '@/components/useTell';
import { useDeskAction } from '@/live/useOwn';

export function HardCall() {
  const { t } = useTranslation('desk');
  const tell = useTell();
  const act = useDeskAction();
  const flag = async () => {
    if (await act('flag_hard', {})) tell.success(t('hard.flagged'));
  };
  const pause = async () => {
    if (await act('recovery', {})) tell.success(t('hard.taken'));
  };
  useActions([
    { id: 'desk.flagHard', label: 'desk:hard.flag', group: 'common:group.call', run: flag },
    { id: 'desk.recovery', label: 'desk:hard.recovery', group: 'common:group.call', run: pause },
  ]);
  return (
    <>
      <Button size="small" onClick={() => void flag()}>
        {t('hard.flag')}
      </Button>
      <Button size="small" onClick={() => void pause()}>
        {t('hard.recovery')}
      </Button>
    </>
  );
}
