// The list of contacts and the page of one contact.
import { UnorderedListOutlined } from '@ant-design/icons';
import { type Feature, lazyPage } from '@/frame/feature';

export const contactsFeature: Feature = {
  id: 'contacts',
  menu: [
    {
      path: '/contacts',
      label: 'contacts:menu',
      icon: <UnorderedListOutlined />,
      permissions: ['contacts.view_own', 'contacts.view_all'],
      shortcut: 'g c',
      order: 30,
    },
  ],
  routes: [
    { path: '/contacts', lazy: lazyPage(() => import('./ContactsPage')) },
    { path: '/contacts/:contactId', lazy: lazyPage(() => import('./ContactPage')) },
  ],
};
