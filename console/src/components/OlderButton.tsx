// The next page of a list that has the newest first.
import { Button, Flex } from 'antd';
import { useTranslation } from 'react-i18next';

interface List {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

export function OlderButton({ list }: { list: List }) {
  const { t } = useTranslation('common');
  if (!list.hasNextPage) return null;
  return (
    <Flex justify="center">
      <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {t('older')}
      </Button>
    </Flex>
  );
}
