-- Works through the jobs of $JOBS as a person would, and writes what was seen as JSON into $SEEN.

local seen = { checks = {}, screens = vim.empty_dict() }
local jobs = vim.json.decode(table.concat(vim.fn.readfile(vim.env.JOBS), "\n"))
local SECONDS = 10

vim.o.columns = 110
vim.o.lines = 32
vim.o.autoread = true
vim.o.signcolumn = "yes"
vim.o.termguicolors = true
vim.diagnostic.config({ virtual_text = true })

local function within(condition)
  return (vim.wait(SECONDS * 1000, condition, 30))
end

local function check(number, name, passed, what)
  table.insert(seen.checks, { number = number - 1, check = name, passed = passed, seen = what or "" })
end

-- What stands on the screen, cell by cell, with what floats above it.
local function screen(name)
  vim.cmd("redraw!")
  local lines = {}
  for row = 1, vim.o.lines do
    local cells = {}
    for column = 1, vim.o.columns do
      cells[#cells + 1] = vim.fn.screenstring(row, column)
    end
    lines[row] = table.concat(cells)
  end
  seen.screens[name] = lines
end

local function attached()
  return #vim.lsp.get_clients({ bufnr = 0, name = "chesterton" }) == 1
end

local function open(path)
  vim.cmd.edit(path)
  vim.bo.swapfile = false
  return within(attached)
end

local function lenses()
  vim.lsp.codelens.refresh({ bufnr = 0 })
  vim.wait(60)
  return vim.tbl_map(function(lens)
    return lens.command and lens.command.title or ""
  end, vim.lsp.codelens.get(0))
end

local function has_lens(start)
  for _, title in ipairs(lenses()) do
    local shown = title:gsub("…$", "")
    if vim.startswith(start, shown) or vim.startswith(title, start) then
      return true
    end
  end
  return false
end

local function told(code)
  return vim.tbl_filter(function(each)
    return each.code == code or (code == nil and each.code ~= "note")
  end, vim.diagnostic.get(0))
end

-- To the name of the definition, which the server's own lens stands at.
local function go_to(last, title)
  for _, lens in ipairs(vim.lsp.codelens.get(0)) do
    local line = lens.range.start.line
    local text = vim.api.nvim_buf_get_lines(0, line, line + 1, false)[1] or ""
    local column = text:find("%f[%w_]" .. last .. "%f[^%w_]")
    if column and lens.command.title:find(title:sub(1, 12), 1, true) then
      vim.api.nvim_win_set_cursor(0, { line + 1, column - 1 })
      vim.cmd("normal! zz")
      return true
    end
  end
  return false
end

local function float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), "\n")
    end
  end
end

local function hover(name)
  vim.lsp.buf.hover()
  within(function()
    return float() ~= nil
  end)
  local text = float() or ""
  if name then
    screen(name)
  end
  vim.cmd("fclose!")
  return text
end

-- The claimed word, below the name of the definition.
local function word_at(word)
  local first = vim.api.nvim_win_get_cursor(0)[1]
  for line = first, vim.api.nvim_buf_line_count(0) do
    local text = vim.api.nvim_buf_get_lines(0, line - 1, line, false)[1]
    local start = text:find("%f[%w_]" .. word .. "%f[^%w_]")
    if start and line > first then
      return line, start
    end
  end
end

local function stage(name)
  local command = vim.split(vim.env.STAGE, " ")
  table.insert(command, name)
  local done = vim.system(command, { text = true }):wait()
  if done.code ~= 0 then
    error(done.stderr)
  end
  vim.cmd("silent! checktime")
  vim.wait(2500)
end

local function touch(number, job)
  local line, start = word_at(job.word)
  if not line then
    return check(number, "touched", false, "no such word")
  end
  vim.api.nvim_buf_set_text(0, line - 1, start - 1, line - 1, start - 1 + #job.word, { job.word .. "_x" })
  local wanted = "Pitfall: " .. job.title .. ". You are changing this code"
  local heard = within(function()
    return #told("touched") == 1
  end)
  local found = told("touched")[1]
  check(number, "touched", heard and vim.startswith(found.message, wanted), found and found.message)
  if number <= 2 then
    vim.api.nvim_win_set_cursor(0, { line, start })
    vim.cmd("normal! zz")
    screen("touched-" .. number)
    go_to(job.last, "Pitfall: " .. job.title)
    hover("touched-hover-" .. number)
  end
  vim.cmd.undo()
  check(number, "undone", within(function()
    return #told(nil) == 0
  end))
end

local function first_look(number, job)
  open(job.path)
  local wanted = "Pitfall: " .. job.title
  check(number, "lens", within(function()
    return has_lens(wanted)
  end), table.concat(lenses(), "; "))
  go_to(job.last, wanted)
  local text = hover(number <= 2 and "hover-" .. number or nil)
  check(number, "hover", text:find(job.word, 1, true) ~= nil and text:find("provider", 1, true) ~= nil, text)
  touch(number, job)
end

local function later(name, path_of, last_of, start_of)
  stage(name)
  for number, job in ipairs(jobs) do
    open(path_of(job))
    local start = start_of(job)
    local passed = within(function()
      return has_lens(start)
    end)
    local text = ""
    if passed then
      go_to(last_of(job), start)
      text = hover(number <= 2 and name .. "-" .. number or nil)
    end
    passed = passed and text:find(job.word, 1, true) ~= nil and #told(nil) == 0
    check(number, name, passed, table.concat(lenses(), "; ") .. "\n" .. text)
  end
end

local function path(job)
  return job.path
end

local function last(job)
  return job.last
end

local function go()
  for number, job in ipairs(jobs) do
    first_look(number, job)
  end
  later("changed", path, last, function(job)
    return "Code changed · Pitfall: " .. job.title
  end)
  later("healed", path, last, function(job)
    return "Pitfall: " .. job.title
  end)
  later("renamed", path, function(job)
    return job.other
  end, function(job)
    return "Moved from "
  end)
  stage("undo")
  later("moved", function(job)
    return job.moved
  end, last, function()
    return "Moved from "
  end)
  local messages = vim.fn.execute("messages"):gsub("%s+", " ")
  check(1, "no popup", not messages:lower():find("chesterton"), messages)
end

local ok, problem = xpcall(go, debug.traceback)
if not ok then
  seen.problem = problem
end
vim.fn.writefile({ vim.json.encode(seen) }, vim.env.SEEN)
vim.cmd("qall!")
