import { createTheme, Modal, Select, MultiSelect, Button, TextInput, PasswordInput, Table } from '@mantine/core';

/**
 * Dense, calm defaults. Colours stand in theme.css: the provider may not write a style element (content security policy),
 * and for the same reason a dialog does not lock scrolling by script.
 */
export const theme = createTheme({
  defaultRadius: 'sm',
  components: {
    Modal: Modal.extend({
      defaultProps: { lockScroll: false, centered: true, closeButtonProps: { 'aria-label': 'Close' } },
    }),
    // The dialog is a landmark of its own; its title bar is none.
    ModalHeader: { defaultProps: { role: 'none' } },
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'sm' } }),
    PasswordInput: PasswordInput.extend({ defaultProps: { size: 'sm' } }),
    Select: Select.extend({ defaultProps: { size: 'sm', allowDeselect: false } }),
    MultiSelect: MultiSelect.extend({ defaultProps: { size: 'sm' } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 6, fz: 'sm' } }),
  },
});
