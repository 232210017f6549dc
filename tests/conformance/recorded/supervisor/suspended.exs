# title: a suspended supervisor
# pins: While it is suspended a supervisor restarts nobody and answers nobody; afterwards it does what has come meanwhile, in order.
Code.require_file("../lib/h.exs", __DIR__)

defmodule Main do
  import H

  def run do
    {:ok, sup} = Supervisor.start_link([Kid.spec(:a)], strategy: :one_for_one)
    :sys.suspend(sup)
    old = boom(:a, :crash)
    quiet()
    t("restarted", Process.whereis(:a))
    me = self()
    spawn(fn -> send(me, {:children, kids(sup)}) end)
    t("answer", next(30))
    :sys.resume(sup)
    fresh(:a, old)
    t("answer", next())
    Supervisor.stop(sup)
  end
end

H.go(Main)
