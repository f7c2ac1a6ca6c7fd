// The frame around every page: menu at the left, call bar on top.
import { Layout } from 'antd';
import { Outlet } from 'react-router';

export function Shell() {
  return (
    <Layout>
      <Layout.Content>
        <Outlet />
      </Layout.Content>
    </Layout>
  );
}
