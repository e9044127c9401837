;;; Works in a real Emacs as a person would, and writes what was seen as JSON into $SEEN. -*- lexical-binding: t; -*-

(require 'json)
(require 'cl-lib)
(require 'flymake)

(defvar seen nil)

(defun note-seen (key value)
  (push (cons key value) seen))

;; Nobody is idle in a batch, so that changes would never be sent.
(defun be-idle ()
  "Do what Emacs does while its user does nothing."
  (mapc #'timer-event-handler (copy-sequence timer-idle-list)))

(defun wait-for (what condition)
  (let ((end (+ (float-time) 30)) found)
    (while (not (or (setq found (funcall condition)) (> (float-time) end)))
      (be-idle)
      (read-event nil nil 0.05)) ; also tells of processes that ended
    (or found (error "Waited in vain for %s" what))))

(defun shown ()
  (window-buffer (selected-window)))

(defun take (title)
  "Take the code action TITLE at point."
  (cl-letf (((symbol-function 'completing-read)
             (lambda (_prompt titles &rest _)
               (let ((offered (mapcar (lambda (each) (if (consp each) (car each) each)) titles)))
                 (or (cl-find title offered :test #'equal)
                     (error "%s is not among %S" title offered))))))
    (let ((last-nonmenu-event ?x))
      (call-interactively (symbol-function (intern (getenv "ACTIONS")))))))

(defun found ()
  (with-current-buffer (find-buffer-visiting (getenv "CODE"))
    (flymake-start)
    (mapcar (lambda (each)
              (save-excursion
                (goto-char (flymake-diagnostic-beg each))
                `((line . ,(line-number-at-pos)) (message . ,(flymake-diagnostic-text each)))))
            (flymake-diagnostics))))

(defun lenses ()
  "The lines that are drawn above the code."
  (with-current-buffer (find-buffer-visiting (getenv "CODE"))
    (delq nil (mapcar (lambda (each)
                        (or (overlay-get each 'before-string) (overlay-get each 'after-string)))
                      (overlays-in (point-min) (point-max))))))

(defun found-with (words)
  (cl-some (lambda (each) (string-match-p words (alist-get 'message each))) (found)))

(defun attach ()
  (find-file (getenv "CODE"))
  (call-interactively (intern (getenv "START")))
  (wait-for "the server" (lambda () (funcall (intern (getenv "RUNNING"))))))

(defun write-note (code)
  (goto-char (point-min))
  (forward-char 4)
  (take "Remember why…")
  (wait-for "the draft"
            (lambda () (string-match-p "NOTE-[0-9a-f]+\\.md\\'" (or (buffer-file-name (shown)) ""))))
  (set-buffer (shown))
  (note-seen 'draft (buffer-file-name))
  (note-seen 'header (buffer-substring (point-min) (line-beginning-position)))
  (insert "Lock on payment_id, not on the user\n\nTwo cards may pay at once.\n")
  (save-buffer)
  (kill-buffer)
  (switch-to-buffer code)
  (set-buffer code))

(defun edit (old new)
  (goto-char (point-min))
  (search-forward old)
  (replace-match new t t))

(defun change-and-answer ()
  (edit "lock(payment_id)" "lock(card.user_id)")
  (wait-for "the warning" (lambda () (found-with "You are changing this code")))
  (note-seen 'touched (apply #'vector (found)))
  (edit "lock(card.user_id)" "lock(payment_id)")
  (wait-for "the warning to go" (lambda () (not (found-with "You are changing"))))
  (edit "lock(payment_id)" "lock(card.user_id)")
  (wait-for "the warning to come back" (lambda () (found-with "You are changing")))
  (take "Still true")
  (wait-for "the warning to be answered" (lambda () (not (found-with "You are changing"))))
  (save-buffer))

(defun day ()
  (attach)
  (let ((code (current-buffer)))
    (write-note code)
    (wait-for "the note to show"
              (lambda () (or (found-with "Lock on payment_id")
                             (cl-some (lambda (each) (string-match-p "Lock on payment_id" each))
                                      (lenses)))))
    (note-seen 'hints (apply #'vector (found)))
    (note-seen 'lenses (apply #'vector (mapcar #'substring-no-properties (lenses))))
    (goto-char (point-min))
    (forward-char 4)
    (note-seen 'hover (format "%s" (funcall (intern (getenv "HOVER")))))
    (change-and-answer)
    (chesterton-review)
    (wait-for "the list" (lambda () (not (eq (shown) code))))
    (note-seen 'review (with-current-buffer (shown) (buffer-string)))
    (switch-to-buffer code)
    (set-buffer code)
    (note-seen 'hits (recalled))
    (unless (getenv "MULTIPLEXED") (restart))))

(defun recalled ()
  "The lines of a search, after the cursor went to the first."
  (setq compilation-always-kill t)
  (chesterton-recall "user")
  (with-current-buffer "*grep*"
    (wait-for "the search to end"
              (lambda () (not (process-live-p (get-buffer-process "*grep*")))))
    (next-error 1)
    (note-seen 'hit (format "%s:%s" (file-name-nondirectory (or (buffer-file-name (shown)) ""))
                            (with-current-buffer (shown) (line-number-at-pos))))
    (buffer-string)))

(defun restart ()
  "Kill the server, connect again, and see the note again."
  (set-buffer (find-buffer-visiting (getenv "CODE")))
  (switch-to-buffer (current-buffer))
  (let ((old (funcall (intern (getenv "PROCESS"))))
        (last-nonmenu-event ?x))
    (signal-process old 'SIGKILL)
    (wait-for "the server to be back" ; by itself, where the connection had lasted
              (lambda ()
                (let ((process (funcall (intern (getenv "PROCESS")))))
                  (unless process (call-interactively (intern (getenv "START"))))
                  (and process (not (eq process old)) (funcall (intern (getenv "RUNNING"))))))))
  (wait-for "the note to be back"
            (lambda () (or (found-with "Lock on payment_id")
                           (cl-some (lambda (each) (string-match-p "Lock on payment_id" each))
                                    (lenses)))))
  (note-seen 'back t))

;; Eglot

(defun eglot-running ()
  (and (bound-and-true-p eglot--managed-mode) (eglot-current-server)))

(defun eglot-hover ()
  "What the server answers to a hover at point."
  (plist-get (plist-get (jsonrpc-request (eglot-current-server) :textDocument/hover
                                         (eglot--TextDocumentPositionParams))
                        :contents)
             :value))

(defun eglot-process ()
  (and (eglot-current-server) (jsonrpc--process (eglot-current-server))))

;; lsp-mode

(defun lsp-process ()
  (let ((workspace (lsp-find-workspace 'chesterton (buffer-file-name))))
    (and workspace (lsp--workspace-cmd-proc workspace))))

(defun lsp-start ()
  (interactive)
  (setq lsp-auto-guess-root t
        lsp-restart 'ignore
        lsp-enable-snippet nil
        lsp-enable-file-watchers nil
        lsp-diagnostics-provider :flymake
        lsp-session-file (expand-file-name "lsp-session" (getenv "HOME"))
        lsp-lens-enable t)
  (lsp))

(defun lsp-running ()
  (and (lsp-find-workspace 'chesterton (buffer-file-name))
       (eq 'initialized
           (lsp--workspace-status (lsp-find-workspace 'chesterton (buffer-file-name))))))

(defun lsp-hover-text ()
  (let ((contents (lsp-get (lsp-request "textDocument/hover" (lsp--text-document-position-params))
                           :contents)))
    (lsp-get contents :value)))

(defun version-of (library)
  "The version of LIBRARY as a package, or that of Emacs where it is built in."
  (let ((package (cadr (assq library package-alist))))
    (if package (package-version-join (package-desc-version package))
      (format "emacs-%s" emacs-version))))

;; Started, the editor works a day, or stays until it is killed.

(defun tell ()
  "Write down what was seen."
  (with-temp-file (getenv "SEEN")
    (set-buffer-file-coding-system 'utf-8)
    (insert (json-encode seen))))

(condition-case problem
    (if (not (getenv "STAY"))
        (day)
      (attach)
      (note-seen 'version (version-of (intern (getenv "LIBRARY"))))
      (tell)
      (while t (accept-process-output nil 1)))
  (error (note-seen 'problem (format "%s; messages: %s" (error-message-string problem)
                                     (with-current-buffer "*Messages*" (buffer-string))))))
(tell)
(kill-emacs 0)
