# title: a stream in order runs ahead
# pins: Results that wait for their turn keep no other task from being started; what is next is handed out before another is started. A stream that exits by a timeout leaves the tasks without a link that still have time.
Code.require_file("../lib/h.exs", __DIR__)

defmodule Main do
  import H
  def run do
    log = fn i -> Process.sleep(i) && log(:run, i) && i end
    t("in order", Task.async_stream([300, 20, 21, 22], log, max_concurrency: 2) |> Enum.map(&elem(&1, 1)))
    t("ran", logs(:run))
    slow = fn i -> Process.sleep(if i == 0, do: 300, else: 40 * i) && log(:seen, {:done, i}) && i end
    for ordered <- [true, false] do
      :ets.delete_all_objects(:h_logs)
      s = Task.async_stream(0..5, slow, max_concurrency: 3, ordered: ordered)
      Enum.each(s, fn r -> log(:seen, r) end)
      t("ordered #{ordered}", logs(:seen))
    end
    :ets.delete_all_objects(:h_logs)
    t("taken", Task.async_stream([250, 20, 21, 300], log, max_concurrency: 2) |> Enum.take(1))
    t("ran", logs(:run))
    {:ok, s} = Task.Supervisor.start_link()
    me = self()
    fun = fn i -> Process.sleep(Enum.at([100, 30, 40], i)) && send(me, {:still, i}) end
    t("exit", c(fn -> Task.Supervisor.async_stream_nolink(s, 0..2, fun, max_concurrency: 2, timeout: 60) |> Enum.to_list() end))
    t("then", for({:still, i} <- flush(50), do: i))
  end
end

H.go(Main)
