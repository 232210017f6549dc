# title: what shutdown gives
# pins: shutdown gives the reply of a task that had one, nil for one that it stopped, and the reason of any other end; brutal_kill takes killed for its own doing.
Code.require_file("../lib/h.exs", __DIR__)

defmodule Main do
  import H

  def run do
    Process.flag(:trap_exit, true)
    forever = fn -> Process.sleep(:infinity) end

    for {label, fun} <- [
          done: fn -> 1 end,
          crashed: fn -> exit(:boom) end,
          normal: fn -> exit(:normal) end,
          planned: fn -> exit({:shutdown, 1}) end
        ] do
      task = Task.async(fun)
      gone(task.pid)
      t(f(label), Task.shutdown(task))
    end

    t("running", Task.shutdown(Task.async(forever)))
    t("brutal", Task.shutdown(Task.async(forever), :brutal_kill))

    for how <- [5000, :brutal_kill] do
      task = Task.async(forever)
      Process.exit(task.pid, :kill)
      gone(task.pid)
      t("killed before", Task.shutdown(task, how))
    end

    replies =
      Task.async(fn ->
        Process.flag(:trap_exit, true)
        receive do: ({:EXIT, _, reason} -> {:late, reason})
      end)

    Process.sleep(10)
    t("replies meanwhile", Task.shutdown(replies))
    task = Task.async(fn -> 3 end)
    Task.await(task)
    t("after await", Task.shutdown(task))
    t("EXIT messages", for({:EXIT, _, reason} <- flush(20), do: reason))
  end
end

H.go(Main)
