// Site, team, skill and queue: what the whole page is about. Saved views stand beside.
import { Button, Flex, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNameLists } from '@/api/names';
import { SCOPES, type Scope } from './filter';
import styles from './floor.module.css';
import { SavedViews } from './SavedViews';
import { useFloorFilter } from './useFloorFilter';

export function FloorFilters() {
  const { t } = useTranslation('floor');
  const { filter, set, replace, search } = useFloorFilter();
  const names = useNameLists();
  const of: Record<Scope, Record<string, string>> = {
    site: names?.sites ?? {},
    team: names?.teams ?? {},
    skill: names?.skills ?? {},
    queue: names?.queues ?? {},
  };
  const shown = SCOPES.filter((scope) => Object.keys(of[scope]).length > 0);
  const isSet = SCOPES.some((scope) => filter[scope].length > 0);
  const clear = () => {
    const rest = new URLSearchParams(search);
    for (const scope of SCOPES) rest.delete(scope);
    replace(rest.toString());
  };
  return (
    <Flex wrap gap="small" align="center" className={styles.filters}>
      {shown.map((scope) => (
        <Select
          key={scope}
          mode="multiple"
          allowClear
          size="small"
          className={styles.scope}
          maxTagCount="responsive"
          placeholder={t(`all_of.${scope}`)}
          aria-label={t(`scope.${scope}`)}
          optionFilterProp="label"
          value={[...filter[scope]]}
          onChange={(value: string[]) => set(scope, value)}
          options={Object.entries(of[scope])
            .map(([value, label]) => ({ value, label }))
            .sort((a, b) => a.label.localeCompare(b.label))}
        />
      ))}
      {isSet && (
        <Button size="small" type="link" onClick={clear}>
          {t('filter_clear')}
        </Button>
      )}
      <SavedViews />
    </Flex>
  );
}
