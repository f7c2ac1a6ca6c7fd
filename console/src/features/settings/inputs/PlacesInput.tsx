// Which queues, teams or agents, as the form's grain says; none: all of them.
import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNameLists } from '@/api/names';

export function PlacesInput(given: { id?: string; value?: string[] }) {
  const { t } = useTranslation('settings');
  const grain = Form.useWatch<string>('grain');
  const names = useNameLists();
  const lists: Record<string, Record<string, string> | undefined> = {
    queue: names?.queues,
    team: names?.teams,
    agent: names?.agents,
  };
  const options = Object.entries(lists[grain] ?? {}).map(([value, label]) => ({ value, label }));
  return (
    <Select
      {...given}
      mode="multiple"
      placeholder={t('all')}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
    />
  );
}
