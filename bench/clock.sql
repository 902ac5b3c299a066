-- How statements are timed: inside the database, so that no network and no driver is in the figures.
create schema bench;
grant usage on schema bench to authenticated;
-- Milliseconds of each execution, prepared and warmed up as the API's statements are. What changes something is done once.
create function bench.clock(statement text, warm_up int, times int) returns double precision[]
language plpgsql as $$
declare
  begun timestamptz;
  took double precision[] := '{}';
begin
  if warm_up > 0 then
    execute 'prepare measured as ' || statement;
  end if;
  for n in 1 .. warm_up + times loop
    begun := clock_timestamp();
    execute case when warm_up > 0 then 'execute measured' else statement end;
    if n > warm_up then
      took := took || extract(epoch from clock_timestamp() - begun)::double precision * 1000;
    end if;
  end loop;
  if warm_up > 0 then
    deallocate measured;
  end if;
  return took;
end $$;
grant execute on function bench.clock(text, int, int) to authenticated;
