import { Button, Menu } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import { signOut } from '../session/sign-in.js';
import { useMe } from '../session/use-me.js';

/** User Settings: one's account, one's teams, and the way out (IDN-11). */
export function UserMenu() {
  const { data: me } = useMe();
  const navigate = useNavigate();
  if (!me) return null;
  const leave = async (): Promise<void> => {
    await signOut();
    await navigate('/sign-in');
  };
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button variant="subtle" aria-label={`${me.firstName}: User Settings`}>
          <bdi>{me.firstName}</bdi>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/profile">
          {me.email}
        </Menu.Item>
        <Menu.Item component={Link} to="/profile">
          Account Settings
        </Menu.Item>
        {me.teams.map(({ id, name }) => (
          <Menu.Item key={id} component={Link} to={`/teams/${id}`}>
            Seats of {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void leave()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
