-- Written by `chesterton setup neovim`; `chesterton setup neovim --undo` removes it.
return {
  cmd = { @COMMAND@ },
  filetypes = {
@FILETYPES@
    'markdown', -- note drafts
  },
  root_markers = { '.git' },
  init_options = { signals = 'lens' },
}
