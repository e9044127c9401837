-- Works in a real Neovim as a person would, and writes what was seen as JSON into $SEEN.

local seen = {}

local function wait(what, condition)
  if not vim.wait(20000, condition, 20) then
    error("waited in vain for " .. what .. "; messages: " .. vim.fn.execute("messages"))
  end
end

local function act(title)
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      return action.title == title
    end,
  })
end

local function float_lines()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then
      return vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
    end
  end
end

local function hover()
  local lines
  wait("the hover", function()
    vim.lsp.buf.hover()
    vim.wait(300, function()
      lines = float_lines()
      return lines ~= nil
    end, 20)
    return lines ~= nil
  end)
  vim.cmd("fclose")
  return lines
end

local function diagnostics()
  return vim.tbl_map(function(each)
    return { line = each.lnum + 1, message = each.message, severity = each.severity, code = each.code }
  end, vim.diagnostic.get(0))
end

local function change(old, new)
  vim.cmd("%substitute/" .. old .. "/" .. new .. "/")
end

local function client(buffer)
  return vim.lsp.get_clients({ bufnr = buffer, name = "chesterton" })[1]
end

local function hits(command)
  vim.fn.setqflist({})
  vim.cmd(command)
  return vim.tbl_map(function(each)
    local file = vim.fs.basename(vim.api.nvim_buf_get_name(each.bufnr))
    return ("%s:%d:%d %s"):format(file, each.lnum, each.col, each.text)
  end, vim.fn.getqflist())
end

-- The server is killed and started again: the note is there again.
local function restart(code)
  vim.cmd.buffer(code)
  client(code).rpc.terminate()
  wait("the server to end", function()
    return client(code) == nil
  end)
  vim.cmd.edit()
  wait("the server to be back", function()
    return client(code) ~= nil
  end)
  wait("the note to be back", function()
    vim.lsp.codelens.refresh({ bufnr = code })
    vim.wait(100)
    return #vim.lsp.codelens.get(code) > 0 or #vim.diagnostic.get(code) > 0
  end)
  seen.back = true
end

local function go()
  vim.cmd.edit(vim.env.CODE)
  local code = vim.api.nvim_get_current_buf()
  wait("the server", function()
    return client(code) ~= nil
  end)
  if vim.env.STAY then
    local version = vim.version()
    seen.version = ("%d.%d.%d"):format(version.major, version.minor, version.patch)
    vim.fn.writefile({ vim.json.encode(seen) }, vim.env.SEEN)
    vim.wait(1000000, function()
      return false
    end)
  end

  vim.api.nvim_win_set_cursor(0, { 1, 4 })
  act("Remember why…")
  wait("the draft", function()
    return vim.api.nvim_buf_get_name(0):match("NOTE%-%x+%.md$") ~= nil
  end)
  seen.draft = vim.api.nvim_buf_get_name(0)
  seen.header = vim.api.nvim_buf_get_lines(0, 0, 4, false)
  vim.api.nvim_set_current_line("Lock on payment_id, not on the user")
  vim.api.nvim_buf_set_lines(0, vim.fn.line("."), vim.fn.line("."), false, { "", "Two cards may pay at once." })
  vim.cmd.write()
  vim.cmd.bdelete()

  vim.cmd.buffer(code)
  vim.api.nvim_win_set_cursor(0, { 1, 4 })
  seen.hover = hover()
  if vim.env.LENS then
    wait("the lens", function()
      vim.lsp.codelens.refresh({ bufnr = code })
      vim.wait(100)
      return #vim.lsp.codelens.get(code) > 0
    end)
    seen.lens = vim.lsp.codelens.get(code)[1].command.title
  else
    wait("the Hint", function()
      return #vim.diagnostic.get(code) > 0
    end)
    seen.hints = diagnostics()
  end

  change("lock(payment_id)", "lock(card.user_id)")
  wait("the warning", function()
    return #vim.diagnostic.get(code, { severity = { min = vim.diagnostic.severity.INFO } }) > 0
  end)
  seen.touched = diagnostics()
  vim.cmd.undo()
  wait("the warning to go", function()
    return #vim.diagnostic.get(code, { severity = { min = vim.diagnostic.severity.INFO } }) == 0
  end)
  vim.cmd.redo()
  wait("the warning to come back", function()
    return #vim.diagnostic.get(code, { severity = { min = vim.diagnostic.severity.INFO } }) > 0
  end)
  vim.api.nvim_win_set_cursor(0, { seen.touched[1].line, 4 })
  act("Still true")
  wait("the warning to be answered", function()
    return #vim.diagnostic.get(code, { severity = { min = vim.diagnostic.severity.INFO } }) == 0
  end)
  vim.cmd.write()
  seen.clients = #vim.lsp.get_clients({ name = "chesterton" })
  seen.quickfix = vim.list_extend(
    hits("cexpr system('chesterton recall --vimgrep user')"),
    hits("set grepformat=%f:%l:%c:%m grepprg=chesterton\\ recall\\ --vimgrep | silent grep user")
  )
  restart(code)
end

local ok, problem = xpcall(go, debug.traceback)
if not ok then
  seen.problem = problem
end
vim.fn.writefile({ vim.json.encode(seen) }, vim.env.SEEN)
vim.cmd("qall!")
