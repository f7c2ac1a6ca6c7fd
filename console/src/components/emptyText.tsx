// What a table says when it has no rows; while they are being fetched, nothing is said yet.
import { Empty } from 'antd';
import type { ReactNode } from 'react';

export const emptyText = (words: string, isLoading: boolean): ReactNode =>
  isLoading ? ' ' : <Empty description={words} />;
