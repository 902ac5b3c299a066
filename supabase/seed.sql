-- Demo data: two agencies with clients, people in every role, own and shared portals, runs in every state and work for clients.
-- Dates are relative to the moment it is loaded. Loading it again changes nothing, and neither does loading it into a
-- database where one of its names is taken. The accounts and their common password are in supabase/demo-accounts.json.
do $seed$
declare
  -- bcrypt of the password in demo-accounts.json, made beforehand because not every Postgres has pgcrypto.
  password_hash constant text := '$2a$10$kDozc89fcy0ViIyhLPxaVuTeO.9tu2vOiIVzbIak4zboyPv7OZMYW';
  harbour constant uuid := '10000000-0000-4000-8000-000000000001';
  linden constant uuid := '10000000-0000-4000-8000-000000000002';
  act record;
  step record;
  told record;
begin
  if exists (select from public.agencies where slug in ('harbour-and-main', 'linden-property'))
    or exists (select from public.cc_portals where slug in (
      'harbour-and-main', 'northquay', 'castle-street', 'visit-northquay', 'lantern-nights', 'ferry-centenary', 'open-city',
      'linden-property', 'linden-residents', 'linden-partners', 'spree-offices', 'balcony-season', 'old-mill-works', 'trades-exchange'
    ))
    or exists (select from auth.users where email like '%@harbour.example' or email like '%@linden.example') then
    return;
  end if;

  -- people: accounts

  create temporary table demo_people (id uuid, email text, full_name text, role public.user_role, client_id uuid, permissions jsonb, joined interval)
    on commit drop;
  insert into demo_people values
    ('30000000-0000-4000-8000-000000000001', 'olivia@harbour.example', 'Olivia Hartley', 'agency_owner', '20000000-0000-4000-8000-000000000001', '[]', '410 days'),
    ('30000000-0000-4000-8000-000000000002', 'adam@harbour.example', 'Adam Osei', 'agency_admin', '20000000-0000-4000-8000-000000000001', '[]', '388 days'),
    ('30000000-0000-4000-8000-000000000003', 'tara@harbour.example', 'Tara Lindqvist', 'team_member', '20000000-0000-4000-8000-000000000001', '[]', '301 days'),
    ('30000000-0000-4000-8000-000000000004', 'ravi@harbour.example', 'Ravi Menon', 'team_member', '20000000-0000-4000-8000-000000000001', '["billing"]', '190 days'),
    ('30000000-0000-4000-8000-000000000005', 'vera@northquay.example', 'Vera Coombes', 'client_viewer', '20000000-0000-4000-8000-000000000002', '[]', '240 days'),
    ('30000000-0000-4000-8000-000000000006', 'simon@castlestreet.example', 'Simon Adeyemi', 'client_viewer', '20000000-0000-4000-8000-000000000003', '[]', '233 days'),
    ('30000000-0000-4000-8000-000000000007', 'layla@palmarts.example', 'ليلى الحسن', 'client_viewer', '20000000-0000-4000-8000-000000000005', '[]', '96 days'),
    ('30000000-0000-4000-8000-000000000011', 'lena@linden.example', 'Lena Brandt', 'agency_owner', '20000000-0000-4000-8000-000000000011', '[]', '365 days'),
    ('30000000-0000-4000-8000-000000000012', 'jonas@linden.example', 'Jonas Weiß', 'agency_admin', '20000000-0000-4000-8000-000000000011', '["billing"]', '350 days'),
    ('30000000-0000-4000-8000-000000000013', 'mika@linden.example', 'Mika Sørensen', 'team_member', '20000000-0000-4000-8000-000000000011', '[]', '220 days'),
    ('30000000-0000-4000-8000-000000000014', 'theodora@linden.example', 'Maximiliane-Theodora von Hohenstein-Quitzow', 'team_member', '20000000-0000-4000-8000-000000000011', '[]', '120 days'),
    ('30000000-0000-4000-8000-000000000015', 'clara@kastanienhof.example', 'Clara Vogel', 'client_viewer', '20000000-0000-4000-8000-000000000012', '[]', '210 days'),
    ('30000000-0000-4000-8000-000000000016', 'paul@oldmill.example', 'Paul Novák', 'client_viewer', '20000000-0000-4000-8000-000000000013', '[]', '150 days'),
    ('30000000-0000-4000-8000-000000000021', 'noor@crew.example', 'Noor Haddad', 'stakeholder', null, '[]', '40 days'),
    ('30000000-0000-4000-8000-000000000022', 'edda@tidepilots.example', 'Edda Price', 'stakeholder', null, '[]', '39 days');

  insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
  select p.id, 'authenticated', 'authenticated', p.email, password_hash, now() - p.joined,
    '{"provider": "email", "providers": ["email"]}', '{}', now() - p.joined, now() - p.joined
  from demo_people p;
  insert into auth.identities (id, provider, provider_id, user_id, identity_data, last_sign_in_at, created_at, updated_at)
  select gen_random_uuid(), 'email', p.id::text, p.id,
    jsonb_build_object('sub', p.id, 'email', p.email, 'email_verified', true, 'phone_verified', false),
    now() - p.joined, now() - p.joined, now() - p.joined
  from demo_people p;
  -- Supabase's own auth server has this column and cannot read accounts that leave it, or an unused token, empty.
  if exists (select from information_schema.columns where table_schema = 'auth' and table_name = 'users' and column_name = 'instance_id') then
    execute $$
      update auth.users set instance_id = '00000000-0000-0000-0000-000000000000', confirmation_token = '', recovery_token = '',
        email_change = '', email_change_token_new = '', email_change_token_current = '', phone_change = '', phone_change_token = '',
        reauthentication_token = ''
      where id in (select id from demo_people)
    $$;
  end if;

  -- agencies, clients, people

  perform set_config('request.jwt.claims', '{"sub": "30000000-0000-4000-8000-000000000001"}', true);
  insert into public.agencies (id, name, slug, settings, created_at, updated_at) values
    (harbour, 'Harbour & Main', 'harbour-and-main', '{"time_zone": "Europe/London"}', now() - interval '410 days', now() - interval '62 days');
  insert into public.clients (id, agency_id, name, is_house, status, website, notes, created_at, updated_at) values
    ('20000000-0000-4000-8000-000000000001', harbour, 'Harbour & Main', true, 'active', 'https://harbour.example', null, now() - interval '410 days', now() - interval '410 days'),
    ('20000000-0000-4000-8000-000000000002', harbour, 'Northquay City Council', false, 'active', 'https://northquay.example',
      'Framework contract for public events and consultations. Everything that names a councillor goes past Vera first.', now() - interval '400 days', now() - interval '33 days'),
    ('20000000-0000-4000-8000-000000000003', harbour, 'Castle Street Traders'' Association', false, 'active', 'https://castlestreet.example',
      'Forty-one shops. Prefer early mornings, before opening.', now() - interval '372 days', now() - interval '90 days'),
    ('20000000-0000-4000-8000-000000000004', harbour, 'Oat & Barley Drinks', false, 'active', 'https://oatandbarley.example',
      'Sampling tours at stations. Needs the permit number on every crew card.', now() - interval '288 days', now() - interval '12 days'),
    ('20000000-0000-4000-8000-000000000005', harbour, 'مؤسسة النخلة للفنون', false, 'paused', null,
      'Palm Arts Foundation. Texts in Arabic and English, Arabic first.', now() - interval '120 days', now() - interval '21 days');
  update public.activity_log set created_at = now() - interval '400 days' where created_at = now();

  perform set_config('request.jwt.claims', '{"sub": "30000000-0000-4000-8000-000000000011"}', true);
  insert into public.agencies (id, name, slug, settings, created_at, updated_at) values
    (linden, 'Linden Property Services', 'linden-property', '{"time_zone": "Europe/Berlin"}', now() - interval '365 days', now() - interval '41 days');
  insert into public.clients (id, agency_id, name, is_house, status, website, notes, created_at, updated_at) values
    ('20000000-0000-4000-8000-000000000011', linden, 'Linden Property Services', true, 'active', 'https://linden.example', null, now() - interval '365 days', now() - interval '365 days'),
    ('20000000-0000-4000-8000-000000000012', linden, 'Wohnbau Kastanienhof eG', false, 'active', 'https://kastanienhof.example',
      'Cooperative, 312 flats in six courtyards. Notices two weeks ahead, in German and English.', now() - interval '349 days', now() - interval '27 days'),
    ('20000000-0000-4000-8000-000000000013', linden, 'Old Mill Housing', false, 'active', 'https://oldmill.example',
      'Listed building: nothing is drilled into the north wall.', now() - interval '280 days', now() - interval '80 days'),
    ('20000000-0000-4000-8000-000000000014', linden, 'Spree Offices', false, 'active', 'https://spreeoffices.example', null, now() - interval '199 days', now() - interval '15 days'),
    ('20000000-0000-4000-8000-000000000015', linden, 'Casa Alfama Student Living', false, 'archived', null,
      'Lisbon pilot, handed over to a local partner.', now() - interval '260 days', now() - interval '45 days');
  update public.activity_log set created_at = now() - interval '349 days' where created_at = now();

  insert into public.users (id, client_id, email, full_name, role, permissions, created_at, updated_at)
  select p.id, p.client_id, p.email, p.full_name, p.role, p.permissions, now() - p.joined, now() - p.joined from demo_people p;

  -- zones and portals

  insert into public.cc_zones (id, tenant_id, name, created_at, updated_at)
  select z.id::uuid, z.tenant_id, z.name, now() - interval '330 days', now() - interval '330 days'
  from (values
    ('40000000-0000-4000-8000-000000000001', harbour, 'Old Harbour'),
    ('40000000-0000-4000-8000-000000000002', harbour, 'Castle Quarter'),
    ('40000000-0000-4000-8000-000000000003', harbour, 'Northside'),
    ('40000000-0000-4000-8000-000000000004', harbour, 'Riverside Park'),
    ('40000000-0000-4000-8000-000000000005', harbour, 'University Hill'),
    ('40000000-0000-4000-8000-000000000011', linden, 'Pankow'),
    ('40000000-0000-4000-8000-000000000012', linden, 'Kreuzberg'),
    ('40000000-0000-4000-8000-000000000013', linden, 'Mitte'),
    ('40000000-0000-4000-8000-000000000014', linden, 'Treptow'),
    ('40000000-0000-4000-8000-000000000015', linden, 'Lisbon, Alfama')
  ) z (id, tenant_id, name);

  insert into public.cc_portals (id, owning_tenant_id, name, slug, status, primary_audience, is_active, default_zone_id, created_at, updated_at)
  select p.id::uuid, p.owner, p.name, p.slug, p.status::public.cc_portal_status, p.audience::public.cc_portal_audience, p.is_active, p.zone::uuid,
    now() - make_interval(days => p.made), now() - make_interval(days => p.changed)
  from (values
    ('50000000-0000-4000-8000-000000000001', harbour, 'Harbour & Main', 'harbour-and-main', 'active', 'public', true, null, 410, 410),
    ('50000000-0000-4000-8000-000000000002', harbour, 'What’s on in Northquay', 'northquay', 'active', 'residents', true, '40000000-0000-4000-8000-000000000001', 398, 20),
    ('50000000-0000-4000-8000-000000000003', harbour, 'Castle Street for Business', 'castle-street', 'active', 'businesses', true, '40000000-0000-4000-8000-000000000002', 370, 88),
    ('50000000-0000-4000-8000-000000000004', harbour, 'Visit Northquay', 'visit-northquay', 'active', 'visitors', false, '40000000-0000-4000-8000-000000000001', 210, 9),
    ('50000000-0000-4000-8000-000000000005', harbour, 'Lantern Nights', 'lantern-nights', 'draft', 'residents', true, null, 11, 4),
    ('50000000-0000-4000-8000-000000000006', harbour, 'Ferry Centenary', 'ferry-centenary', 'archived', 'public', true, null, 390, 160),
    ('50000000-0000-4000-8000-000000000011', linden, 'Linden Property Services', 'linden-property', 'active', 'public', true, null, 365, 365),
    ('50000000-0000-4000-8000-000000000012', linden, 'House & Courtyard', 'linden-residents', 'active', 'residents', true, '40000000-0000-4000-8000-000000000011', 348, 30),
    ('50000000-0000-4000-8000-000000000013', linden, 'Linden Partner Firms', 'linden-partners', 'active', 'providers', true, null, 300, 55),
    ('50000000-0000-4000-8000-000000000014', linden, 'Spree Offices', 'spree-offices', 'active', 'businesses', false, '40000000-0000-4000-8000-000000000013', 190, 6),
    ('50000000-0000-4000-8000-000000000015', linden, 'Balcony Season', 'balcony-season', 'draft', 'residents', true, null, 8, 8),
    ('50000000-0000-4000-8000-000000000016', linden, 'Old Mill Works', 'old-mill-works', 'archived', 'residents', true, null, 275, 130),
    ('50000000-0000-4000-8000-000000000021', null, 'Open City Calendar', 'open-city', 'active', 'public', true, null, 420, 420),
    ('50000000-0000-4000-8000-000000000022', null, 'Trades Exchange', 'trades-exchange', 'active', 'providers', true, null, 420, 420)
  ) p (id, owner, name, slug, status, audience, is_active, zone, made, changed);
  update public.activity_log set created_at = now() - interval '330 days' where created_at = now();

  -- runs: numbered within their agency; `first_day` counts from today, `at` is the wall clock of the run's time zone

  create temporary table demo_runs (
    no int, tenant_id uuid, status text, market_mode text, first_day int, at time, lasts interval, zone_no int, time_zone text,
    made_days_ago int, by_no int, name text, description text
  ) on commit drop;
  insert into demo_runs values
    (1, harbour, 'scheduled', 'OPEN', 3, '10:00', '2 hours', 1, 'Europe/London', 31, 3, 'Harbour Walk: Tides and Trade',
'A two-hour walk with Edda Price, who piloted ships here for thirty years. We start at the tide gauge, follow the rope walk and end in the old sugar warehouse with a cup of something warm.

Meet at the blue bollard in front of the ferry office. The route is flat, with one cobbled stretch of about eighty metres.

Free. No booking needed; we set off on time.'),
    (2, harbour, 'scheduled', 'OPEN', 5, '08:00', '3 hours 30 minutes', 2, 'Europe/London', 26, 3, 'Free Bicycle Check on Castle Street',
'Brakes, lights, chain and tyres, looked at by two mechanics from the Wheelhouse workshop while you wait. Small repairs are done on the spot and cost nothing; for anything bigger you get a written estimate to take anywhere.

Bring the bicycle, the key to its lock, and ten minutes.'),
    (3, harbour, 'scheduled', 'OPEN', 5, '12:00', '4 hours', 4, 'Europe/London', 24, 2, 'Tidewater Market Tasting Tour',
'Eight stalls, eight small plates and the people who made them. Collect a tasting card at the entrance by the bandstand and go round in any order.

Vegetarian and vegan plates are marked on the card. Cards are £6, children under ten eat free.'),
    (4, harbour, 'in_progress', 'CLOSED', -4, '07:00', '10 days', 2, 'Europe/London', 40, 4, 'Shopfront Lighting Survey',
'Our surveyors measure how bright each shopfront is after dark and talk to tenants about timers. The list of shops is complete, so no further places are available.

Results go to every participating shop in the month after the last visit.'),
    (5, harbour, 'scheduled', 'OPEN', 9, '18:30', '2 hours', 4, 'Europe/London', 18, 2, 'أمسية شعرية على ضفاف المرفأ',
'أمسية مفتوحة للجميع مع خمسة شعراء من المدينة، يقرؤون بالعربية والإنجليزية على أنغام العود. المقاعد محدودة، والدخول مجاني.

An evening of poetry by the water with five local poets, read in Arabic and English to the sound of the oud. Seats are first come, first served. Entry is free.'),
    (6, harbour, 'scheduled', 'INVITE_ONLY', 7, '18:00', '1 hour 30 minutes', 3, 'Europe/London', 22, 2, 'Neighbourhood Panel: Quiet Streets',
'Sixteen residents drawn by lot discuss the trial of quiet streets around Mercer Road. Papers are sent a week ahead; there is supper, and childcare on request.'),
    (7, harbour, 'scheduled', 'INVITE_ONLY', 8, '19:00', '2 hours 30 minutes', 1, 'Europe/London', 15, 3, 'Harbour Choir: Closed Rehearsal',
'Full run-through with sound and light in the customs house. Singers and crew only.'),
    (8, harbour, 'scheduled', 'OPEN', 16, '09:00', '1 day 6 hours', 4, 'Europe/London', 34, 3, 'Riverside Tree Planting Weekend',
'Two hundred alder and willow saplings along the flood meadow, in two days. Come for an hour or for the whole weekend: tools, gloves and soup are there.

Wear boots. Children are welcome with an adult. In high water we plant a week later and say so here.'),
    (9, harbour, 'scheduled', 'INVITE_ONLY', 12, '07:30', '1 hour', 2, 'Europe/London', 10, 4, 'Traders’ Breakfast: Deliveries after the Bridge Closure',
'How vans reach Castle Street while the bridge is closed: the council explains the plan, the hauliers say what will not work, and we leave with one page that everybody signs.'),
    (10, harbour, 'in_progress', 'OPEN', -1, '07:00', '3 days 5 hours', 2, 'Europe/London', 45, 2, 'Oat & Barley at the Stations',
'The new malt drink, hot, at the three city stations during the morning rush. Our crew wears green.

Ingredients and allergens are on every cup. Contains gluten.'),
    (11, harbour, 'in_progress', 'INVITE_ONLY', -6, '08:00', '14 days', 2, 'Europe/London', 30, 4, 'Street Furniture Audit, Phase Two',
'Benches, bins and bollards between the castle gate and the fish steps, photographed and graded by two teams.'),
    (12, harbour, 'completed', 'OPEN', -10, '09:30', '3 hours', 1, 'Europe/London', 52, 3, 'Harbour Clean-up Morning',
'Sixty-four people took 410 kilograms out of the water and off the slipways. Thank you. The strangest find, a brass diving helmet, is now on show in the ferry office.'),
    (13, harbour, 'scheduled', 'OPEN', 20, '11:00', '2 hours', 5, 'Europe/London', 12, 3,
      'Accessible Routes Walkabout with Wheelchair Users, Parents with Prams and Anyone Who Has Ever Been Stuck Behind a Badly Parked Van between University Hill and the Ferry Steps',
'We test the three marked step-free routes together and write down every kerb, gate and gradient that does not keep the promise. What we find goes straight to the council’s works list.

Routes are between 900 metres and two kilometres long. A support van follows.'),
    (14, harbour, 'completed', 'INVITE_ONLY', -21, '14:00', '3 hours', 3, 'Europe/London', 60, 2, 'Coat Exchange for Families',
'Invited families chose from 230 washed and mended coats.'),
    (15, harbour, 'completed', 'CLOSED', -30, '09:00', '12 days', 3, 'Europe/London', 70, 4, 'Door-to-Door Recycling Visits',
'1,180 households on Northside were visited. Streets were allotted in advance.'),
    (16, harbour, 'draft', 'INVITE_ONLY', 30, '17:00', '1 hour', 1, 'Europe/London', 6, 3, 'Lantern Parade Marshals’ Briefing',
'Route, radios and what to do about wind. Names of the marshals to be confirmed with Vera.'),
    (17, harbour, 'draft', 'OPEN', 26, '13:00', '4 hours', 5, 'Europe/London', 5, 2, 'Pop-up Energy Advice at the Library',
'Bring a bill and leave with a plan. Waiting for the library to confirm the reading room.'),
    (18, harbour, 'cancelled', 'OPEN', 6, '17:30', '2 hours', 1, 'Europe/London', 36, 2, 'Evening Sailing for Newcomers',
'Cancelled because the skipper’s licence renewal is delayed. A new date follows.'),
    (19, harbour, 'cancelled', 'INVITE_ONLY', 2, '22:00', '3 hours', 5, 'Europe/London', 28, 3, 'Night Bus Listening Session',
'Moved into next quarter’s transport panel.'),
    (20, harbour, 'cancelled', 'CLOSED', -2, '06:00', '8 hours', 1, 'Europe/London', 33, 4, 'Ferry Steps Repainting',
'Called off: the contractor found wet rot.'),
    (21, harbour, 'scheduled', 'CLOSED', 35, '08:00', '3 days', 2, 'Europe/London', 14, 2, 'Craft Market Stewarding',
'Twelve stewards in two shifts. All places have been given to last year’s team.'),
    (22, harbour, 'scheduled', 'OPEN', 13, '15:00', '3 hours', 1, 'Europe/London', 9, 3, 'Book Swap at the Old Customs House',
'Bring up to five books you have finished with and take home as many. Anything left over goes to the prison library.'),
    (23, harbour, 'completed', 'OPEN', -16, '10:00', '2 hours', 5, 'Europe/London', 48, 2, 'Photo Walk on University Hill',
'Forty photographers, one fox, no rain.'),
    (24, harbour, 'scheduled', 'OPEN', 24, '10:00', '5 hours', 3, 'Europe/London', 21, 2, 'Playground Design Workshop',
'Children from six upwards build what they want with boxes, rope and string; two landscape architects draw along.'),
    (25, harbour, 'scheduled', 'OPEN', 11, '19:00', '1 hour 30 minutes', null, 'America/Halifax', 17, 2, 'Sister City Video Evening with Halifax',
'We sit down with our sister city across the water, on a screen as large as the hall. Halifax sets the clock, so here it begins late in the evening.

Tea from nine, the call at eleven, and a prize for whoever is still awake at the end.'),
    (26, harbour, 'draft', 'CLOSED', 40, '08:00', '6 hours', 1, 'Europe/London', 1, 4, 'Contractor Site Walk: Quay Wall', null),

    (1, linden, 'scheduled', 'OPEN', 2, '16:00', '2 hours', 11, 'Europe/Berlin', 29, 13, 'Courtyard Workshop: Fix It Together',
'Loose chair, dripping tap, lamp that flickers: bring it down to the courtyard. Two of our caretakers and a retired electrician help you mend it.

Spare parts at cost. Coffee from the residents’ council.'),
    (2, linden, 'scheduled', 'CLOSED', 4, '08:00', '9 hours', 11, 'Europe/Berlin', 35, 13, 'Boiler Replacement, Courtyard C',
'Heating and hot water are off in staircases 7 to 11 from 8 in the morning until about 5 in the afternoon. Somebody must be at home, or leave a key with the caretaker.

Electric heaters can be borrowed from the office on the ground floor.'),
    (3, linden, 'in_progress', 'CLOSED', -3, '07:00', '12 days', 12, 'Europe/Berlin', 50, 12, 'Façade Scaffolding on Oranienstraße',
'Scaffolding stands on the street side from the first to the fifth floor. Please keep windows shut on working days between 7 and 16 o’clock; the alarm on the scaffold is switched on at night.'),
    (4, linden, 'scheduled', 'OPEN', 6, '18:00', '1 hour 30 minutes', 11, 'Europe/Berlin', 20, 14, 'Open Evening: Your Utility Bill Explained',
'Line by line through a real (anonymised) bill, with time for your own questions. In German with English interpretation.'),
    (5, linden, 'scheduled', 'INVITE_ONLY', 8, '09:00', '3 hours', 13, 'Europe/Berlin', 16, 12, 'Lift Modernisation: Site Visit for Bidders',
'Access to both shafts and the machine room. Safety shoes required. Questions in writing until two days after the visit.'),
    (6, linden, 'scheduled', 'INVITE_ONLY', 10, '10:00', '2 hours', 12, 'Europe/Berlin', 11, 13, 'Handover: Ground-Floor Shop',
'Keys, meters and the list of defects with the outgoing and the incoming tenant.'),
    (7, linden, 'in_progress', 'OPEN', -2, '09:00', '20 days', 11, 'Europe/Berlin', 38, 14, 'Bulky Waste Weeks',
'A skip stands in each courtyard for three weeks. Wood on the left, metal on the right, electrical things to the caretaker.

Please no paint, no tyres and nothing that is still somebody’s sofa.'),
    (8, linden, 'in_progress', 'INVITE_ONLY', -5, '08:00', '9 days', 14, 'Europe/Berlin', 27, 13, 'Smoke Alarm Inspection, Old Mill',
'Appointments by letter. The technician carries a card with photograph.'),
    (9, linden, 'completed', 'OPEN', -9, '15:00', '4 hours', 11, 'Europe/Berlin', 55, 14, 'Chestnut Roast in Courtyard A',
'About ninety neighbours, two accordions and forty kilograms of chestnuts.'),
    (10, linden, 'completed', 'CLOSED', -24, '07:30', '4 days', 13, 'Europe/Berlin', 66, 12, 'Underground Car Park Deep Clean',
'All three levels are clean and the lines have been painted again.'),
    (11, linden, 'completed', 'INVITE_ONLY', -18, '11:00', '2 hours', 12, 'Europe/Berlin', 44, 13, 'Owners’ Walk-through, Side Wing',
'Minutes have been sent to all owners.'),
    (12, linden, 'scheduled', 'OPEN', 15, '08:30', '7 hours', 13, 'Europe/Berlin', 13, 12, 'Supplier Day: Who Does What in Our Houses',
'Roofers, glaziers, gardeners, cleaners: short meetings of fifteen minutes each with the people who place our orders. Bring your certificates; we bring the list of what comes up in the next twelve months.

Registration at the door from 8 o’clock.'),
    (13, linden, 'scheduled', 'INVITE_ONLY', 18, '17:00', '2 hours', 14, 'Europe/Berlin', 9, 14, 'Residents’ Council, Old Mill',
'Agenda: bicycle cellar, guest flat, noise in the second courtyard.'),
    (14, linden, 'scheduled', 'CLOSED', 21, '06:00', '5 hours', 14, 'Europe/Berlin', 8, 13, 'Water Main Flushing',
'Water is off from 6 to 11 in the morning. Fill a kettle the evening before, and let the tap run for a minute afterwards.'),
    (15, linden, 'draft', 'INVITE_ONLY', 28, '09:00', '6 hours', 12, 'Europe/Berlin', 4, 12, 'Roof Terrace Survey',
'Waiting for the structural engineer’s date.'),
    (16, linden, 'draft', 'OPEN', 32, '14:00', '3 hours', 11, 'Europe/Berlin', 3, 14, 'Balcony Planting Afternoon',
'Soil, boxes and advice from the nursery on Florastraße.'),
    (17, linden, 'draft', 'CLOSED', null, null, null, 13, 'Europe/Berlin', 2, 13, 'Intercom Renewal', null),
    (18, linden, 'cancelled', 'OPEN', 5, '10:00', '3 hours', 12, 'Europe/Berlin', 32, 14, 'Bicycle Cellar Clear-out',
'Cancelled: too few owners could be reached. The labels stay on.'),
    (19, linden, 'cancelled', 'INVITE_ONLY', 1, '13:00', '2 hours', 13, 'Europe/Berlin', 25, 12, 'Tenant Breakfast, Third Floor',
'The new tenants move in a month later than planned.'),
    (20, linden, 'cancelled', 'CLOSED', -7, '08:00', '4 hours', 14, 'Europe/Berlin', 42, 13, 'Gutter Cleaning, North Wing',
'Storm warning.'),
    (21, linden, 'completed', 'OPEN', -35, '17:00', '2 hours', 15, 'Europe/Lisbon', 75, 12, 'Casa Alfama Key Evening',
'Forty-two students got their keys, a map of the quarter and a custard tart.'),
    (22, linden, 'scheduled', 'OPEN', 14, '19:30', '2 hours', 11, 'Europe/Berlin', 7, 13, 'Film in the Laundry Room',
'The washing machines rest, the projector runs. Bring a cushion. The residents’ council chooses between three films on the evening itself.');

  -- publications: unpublish and take-down times as days from today, null for none

  create temporary table demo_publications (
    run_no int, tenant_id uuid, portal_no int, listing text, decided_days_ago int, publish_day int, unpublish_day int, taken_down_days_ago int
  ) on commit drop;
  insert into demo_publications values
    (1, harbour, 2, 'full', 28, -28, null, null), (1, harbour, 21, 'full', 28, -28, null, null), (1, harbour, 1, 'full', 28, -28, null, null),
    (2, harbour, 2, 'full', 20, -20, 6, null), (2, harbour, 3, 'full', 20, -20, 6, null),
    (3, harbour, 2, 'full', 19, -19, null, null), (3, harbour, 21, 'full', 19, -19, null, null), (3, harbour, 4, 'full', 19, -19, null, null),
    (4, harbour, 3, 'full', 30, -30, null, null), (4, harbour, 2, 'teaser', 30, -30, null, null),
    (5, harbour, 2, 'full', 15, -15, null, null), (5, harbour, 21, 'full', 15, -15, null, null),
    (6, harbour, 2, 'teaser', 17, -17, null, null),
    (7, harbour, 2, 'hidden', 12, -12, null, null),
    (8, harbour, 2, 'full', 30, -30, null, null), (8, harbour, 21, 'full', 30, -30, null, null),
    (9, harbour, 3, 'teaser', 8, -8, null, null),
    (10, harbour, 1, 'full', 40, -40, 10, null), (10, harbour, 2, 'full', 40, -40, 10, null),
    (11, harbour, 3, 'hidden', 26, -26, null, null),
    (12, harbour, 2, 'full', 47, -47, null, null), (12, harbour, 21, 'full', 47, -47, null, null),
    (13, harbour, 2, 'full', 10, -10, null, null), (13, harbour, 1, 'full', 10, -10, null, null),
    (14, harbour, 2, 'teaser', 55, -55, null, null),
    (15, harbour, 2, 'teaser', 64, -64, null, null),
    (17, harbour, 2, 'full', 4, -4, null, null),
    (18, harbour, 2, 'full', 33, -33, null, null), (18, harbour, 21, 'full', 33, -33, null, null),
    (19, harbour, 2, 'teaser', 25, -25, null, null),
    (20, harbour, 3, 'full', 31, -31, null, null),
    (21, harbour, 3, 'full', 12, 5, null, null),
    (22, harbour, 1, 'full', 7, -7, null, null), (22, harbour, 2, 'full', 7, 2, 14, null),
    (23, harbour, 2, 'full', 44, -44, -2, null),
    (24, harbour, 2, 'full', 18, -18, null, 3), (24, harbour, 21, 'full', 18, -18, null, null),
    (25, harbour, 2, 'full', 13, -13, null, null), (25, harbour, 21, 'teaser', 13, -13, null, null),

    (1, linden, 12, 'full', 25, -25, null, null), (1, linden, 21, 'full', 25, -25, null, null),
    (2, linden, 12, 'full', 30, -30, 6, null),
    (3, linden, 12, 'full', 46, -46, null, null), (3, linden, 14, 'full', 46, -46, null, null),
    (4, linden, 12, 'full', 17, -17, null, null), (4, linden, 11, 'full', 17, -17, null, null),
    (5, linden, 13, 'teaser', 14, -14, null, null), (5, linden, 22, 'teaser', 14, -14, null, null),
    (6, linden, 13, 'hidden', 9, -9, null, null),
    (7, linden, 12, 'full', 33, -33, null, null),
    (8, linden, 12, 'hidden', 22, -22, null, null),
    (9, linden, 12, 'full', 50, -50, null, null), (9, linden, 21, 'full', 50, -50, null, null),
    (10, linden, 12, 'teaser', 60, -60, null, null),
    (11, linden, 13, 'teaser', 40, -40, -10, null),
    (12, linden, 13, 'full', 11, -11, null, null), (12, linden, 22, 'full', 11, -11, null, null), (12, linden, 11, 'full', 11, -11, null, null),
    (13, linden, 12, 'teaser', 7, -7, null, null),
    (14, linden, 12, 'full', 6, 7, 22, null),
    (16, linden, 12, 'full', 2, -2, null, null),
    (18, linden, 12, 'full', 28, -28, null, null),
    (20, linden, 12, 'full', 39, -39, null, null),
    (21, linden, 11, 'full', 70, -70, -20, null),
    (22, linden, 12, 'full', 5, -5, null, 1), (22, linden, 21, 'full', 5, -5, null, null);

  -- invitations: what became of each, and when

  create temporary table demo_invitations (
    no int, tenant_id uuid, run_no int, email text, phone text, name text, role text, by_no int, days_ago int, outcome text, outcome_days_ago int,
    mail text, claimed_by uuid, message text
  ) on commit drop;
  insert into demo_invitations values
    (1, harbour, 7, 'noor@crew.example', null, 'Noor Haddad', 'contractor', 3, 13, 'claimed', 12, 'delivered', '30000000-0000-4000-8000-000000000021',
      'Hello Noor, sound check is at five. The side door on Customs Lane is open from four.'),
    (2, harbour, 7, 'edda@tidepilots.example', null, 'Edda Price', 'participant', 3, 13, 'claimed', 11, 'delivered', '30000000-0000-4000-8000-000000000022', null),
    (3, harbour, 7, 'samuel.okoro@northquaychoir.example', null, 'Samuel Okoro', 'participant', 3, 13, 'viewed', 9, 'delivered', null, null),
    (4, harbour, 7, 'marit@northquaychoir.example', null, 'Marit Solberg', 'participant', 3, 13, 'declined', 10, 'delivered', null, null),
    (5, harbour, 7, 'lighting@brightwell.example', null, null, 'contractor', 3, 6, null, null, 'failed', null, 'Please bring the two spare dimmers.'),
    (6, harbour, 7, null, '+447700900123', 'Front of house desk', 'observer', 2, 5, null, null, null, null, null),
    (7, harbour, 7, 'press@northquaytimes.example', null, 'Northquay Times', 'observer', 2, 5, 'revoked', 4, 'sent', null, null),
    (8, harbour, 6, 'noor@crew.example', null, 'Noor Haddad', 'observer', 2, 3, null, null, 'sent', null,
      'Could you take notes on the evening? Supper is included.'),
    (9, harbour, 6, 'h.baptiste@mercerroad.example', null, 'Hélène Baptiste', 'participant', 2, 16, 'viewed', 15, 'delivered', null, null),
    (10, harbour, 6, 'tom@mercerroad.example', null, 'Tom Anders', 'participant', 2, 16, null, null, 'delivered', null, null),
    (11, harbour, 9, 'edda@tidepilots.example', null, 'Edda Price', 'stakeholder', 4, 8, 'claimed', 7, 'delivered', '30000000-0000-4000-8000-000000000022', null),
    (12, harbour, 9, 'dispatch@quayhaul.example', null, 'Quay Haulage', 'stakeholder', 4, 8, null, null, 'delivered', null, null),
    (13, harbour, 14, 'families@northside.example', null, 'Northside Family Centre', 'stakeholder', 2, 55, 'expired', 25, 'delivered', null, null),
    (14, linden, 5, 'noor@crew.example', null, 'Noor Haddad', 'contractor', 12, 14, 'claimed', 13, 'delivered', '30000000-0000-4000-8000-000000000021', null),
    (15, linden, 5, 'angebote@aufzug-krause.example', null, 'Aufzug Krause GmbH', 'contractor', 12, 14, 'viewed', 12, 'delivered', null, null),
    (16, linden, 5, 'bids@liftworks.example', null, 'Liftworks', 'contractor', 12, 14, null, null, 'delivered', null, null);

  -- What happened, in the order in which it happened, each act by its person: history then reads as it would have been written.
  for act in
    with runs as (
      select r.*, ('60000000-0000-4000-8000-0000000' || case r.tenant_id when harbour then '1' else '2' end || lpad(r.no::text, 4, '0'))::uuid as id,
        ('30000000-0000-4000-8000-' || lpad(r.by_no::text, 12, '0'))::uuid as made_by,
        case r.tenant_id when harbour then '30000000-0000-4000-8000-000000000002' else '30000000-0000-4000-8000-000000000012' end::uuid as decided_by,
        now() - make_interval(days => r.made_days_ago, mins => r.no * 11) as made_at,
        ((now() at time zone r.time_zone)::date + r.first_day + r.at) at time zone r.time_zone as starts_at
      from demo_runs r
    ), acts as (
      select 1 as step, r.id as run_id, r.made_by as actor, r.made_at as due, null::int as invitation_no from runs r
      union all
      select 2, r.id, r.decided_by, now() - make_interval(days => p.decided_days_ago, mins => r.no * 7), null
      from runs r join (select distinct tenant_id, run_no, decided_days_ago from demo_publications) p on p.tenant_id = r.tenant_id and p.run_no = r.no
      union all
      select 3, r.id, r.made_by, r.starts_at, null from runs r where r.status in ('in_progress', 'completed')
      union all
      select 4, r.id, r.made_by, r.starts_at + r.lasts, null from runs r where r.status = 'completed'
      union all
      select 5, r.id, r.decided_by, now() - make_interval(days => 8, hours => r.no), null from runs r where r.status = 'cancelled'
      union all
      select 6, r.id, r.decided_by, now() - make_interval(days => p.taken_down_days_ago, mins => r.no * 5), null
      from runs r join (select distinct tenant_id, run_no, taken_down_days_ago from demo_publications where taken_down_days_ago is not null) p
        on p.tenant_id = r.tenant_id and p.run_no = r.no
      union all
      select 7, r.id, ('30000000-0000-4000-8000-' || lpad(i.by_no::text, 12, '0'))::uuid, now() - make_interval(days => i.days_ago, mins => i.no), i.no
      from runs r join demo_invitations i on i.tenant_id = r.tenant_id and i.run_no = r.no
      union all
      select 8, r.id, coalesce(i.claimed_by, ('30000000-0000-4000-8000-' || lpad(i.by_no::text, 12, '0'))::uuid),
        now() - make_interval(days => i.outcome_days_ago, mins => i.no), i.no
      from runs r join demo_invitations i on i.tenant_id = r.tenant_id and i.run_no = r.no and i.outcome is not null
    )
    select acts.invitation_no, acts.step, acts.actor, least(acts.due, now() - interval '1 minute') as happened_at, r.*, r.starts_at + r.lasts as ends_at
    from acts join runs r on r.id = acts.run_id
    order by happened_at, acts.step, r.id
  loop
    perform set_config('request.jwt.claims', jsonb_build_object('sub', act.actor)::text, true);
    if act.step = 1 then
      insert into public.cc_n3_runs (id, tenant_id, name, description, status, starts_at, ends_at, metadata, zone_id, created_at)
      values (
        act.id, act.tenant_id, act.name, act.description, case act.status when 'draft' then 'draft' else 'scheduled' end, act.starts_at, act.ends_at,
        jsonb_build_object('time_zone', act.time_zone), ('40000000-0000-4000-8000-' || lpad(act.zone_no::text, 12, '0'))::uuid, act.made_at
      );
    elsif act.step = 2 then
      insert into public.cc_run_portal_publications
        (tenant_id, run_id, portal_id, listing, publish_at, unpublish_at, published_at, created_at)
      select p.tenant_id, act.id, ('50000000-0000-4000-8000-' || lpad(p.portal_no::text, 12, '0'))::uuid, p.listing,
        case when p.publish_day > 0 then date_trunc('hour', now()) + make_interval(days => p.publish_day) else act.happened_at end,
        date_trunc('hour', now()) + make_interval(days => p.unpublish_day), act.happened_at, act.happened_at
      from demo_publications p where p.tenant_id = act.tenant_id and p.run_no = act.no;
      update public.cc_n3_runs set market_mode = act.market_mode, publish_version = publish_version + 1 where id = act.id;
    elsif act.step = 6 then
      update public.cc_run_portal_publications u set unpublished_at = act.happened_at
      from demo_publications p
      where p.tenant_id = act.tenant_id and p.run_no = act.no and p.taken_down_days_ago is not null
        and u.run_id = act.id and u.portal_id = ('50000000-0000-4000-8000-' || lpad(p.portal_no::text, 12, '0'))::uuid;
      update public.cc_n3_runs set publish_version = publish_version + 1 where id = act.id;
    elsif act.step = 7 then
      insert into public.cc_invitations
        (id, inviter_tenant_id, inviter_individual_id, context_type, context_id, context_name, invitee_role, invitee_email, email_norm, invitee_phone,
          invitee_name, message, claim_token_expires_at, status, sent_at, next_reminder_at, created_at)
      select ('70000000-0000-4000-8000-' || lpad(i.no::text, 12, '0'))::uuid, i.tenant_id, act.actor, 'service_run', act.id, act.name, i.role, i.email, i.email,
        i.phone, i.name, i.message, act.happened_at + interval '30 days', case when i.mail in ('sent', 'delivered') or i.phone is not null then 'sent' else 'pending' end,
        case when i.mail in ('sent', 'delivered') or i.phone is not null then act.happened_at end,
        case when i.outcome is null and i.mail in ('sent', 'delivered') then now() + interval '2 days' end, act.happened_at
      from demo_invitations i where i.no = act.invitation_no;
      insert into public.cc_external_contact_points (tenant_id, kind, value, name, created_by, created_at)
      select i.tenant_id, case when i.email is null then 'phone' else 'email' end, coalesce(i.email, i.phone), i.name, act.actor, act.happened_at
      from demo_invitations i where i.no = act.invitation_no
      on conflict do nothing;
      insert into public.cc_notification_deliveries
        (tenant_id, invitation_id, address, category, template, lane, status, attempts, next_attempt_at, idempotency_key, provider, last_error, failure,
          attempt_log, created_by, sent_at, delivered_at, created_at)
      select i.tenant_id, ('70000000-0000-4000-8000-' || lpad(i.no::text, 12, '0'))::uuid, i.email, 'invitations', 'invitation', 1, i.mail, 1, act.happened_at,
        'demo:' || i.no, 'smtp', case when i.mail = 'failed' then '550 5.1.1 No such mailbox' end, case when i.mail = 'failed' then 'rejected' end,
        jsonb_build_array(jsonb_build_object('at', act.happened_at, 'outcome', case when i.mail = 'failed' then 'failed' else 'sent' end,
          'code', case when i.mail = 'failed' then '550' else '250' end, 'message', case when i.mail = 'failed' then '5.1.1 No such mailbox' else 'accepted' end)),
        act.actor, case when i.mail <> 'failed' then act.happened_at end, case when i.mail = 'delivered' then act.happened_at + interval '4 seconds' end, act.happened_at
      from demo_invitations i where i.no = act.invitation_no and i.mail is not null;
    elsif act.step = 8 then
      update public.cc_invitations v set status = i.outcome,
        viewed_at = case when i.outcome in ('viewed', 'claimed') then act.happened_at end,
        claimed_at = case when i.outcome = 'claimed' then act.happened_at end, claimed_by = i.claimed_by,
        declined_at = case when i.outcome = 'declined' then act.happened_at end,
        decline_reason = case when i.outcome = 'declined' then 'I am singing in Bergen that week. Next time!' end,
        revoked_at = case when i.outcome = 'revoked' then act.happened_at end, revoked_by = case when i.outcome = 'revoked' then act.actor end
      from demo_invitations i where i.no = act.invitation_no and v.id = ('70000000-0000-4000-8000-' || lpad(i.no::text, 12, '0'))::uuid;
      insert into public.cc_run_stakeholders (tenant_id, run_id, user_id, role, invitation_id, created_at)
      select i.tenant_id, act.id, i.claimed_by, i.role, ('70000000-0000-4000-8000-' || lpad(i.no::text, 12, '0'))::uuid, act.happened_at
      from demo_invitations i where i.no = act.invitation_no and i.outcome = 'claimed';
    else
      update public.cc_n3_runs set status = case act.step when 3 then 'in_progress' when 4 then 'completed' else 'cancelled' end where id = act.id;
    end if;
    update public.activity_log set created_at = act.happened_at where created_at = now();
  end loop;

  -- What people were told, in the words of the product's templates; their mails went out long ago.
  for told in
    select * from (values
      (harbour, 3, 21, 'invitation.claimed', 7, 12, true, '{"person": "Noor Haddad", "run": "Harbour Choir: Closed Rehearsal", "role": "contractor"}'),
      (harbour, 3, 22, 'invitation.claimed', 7, 11, true, '{"person": "Edda Price", "run": "Harbour Choir: Closed Rehearsal", "role": "participant"}'),
      (harbour, 3, 0, 'invitation.declined', 7, 10, true, '{"person": "Marit Solberg", "run": "Harbour Choir: Closed Rehearsal", "reason": "I am singing in Bergen that week. Next time!"}'),
      (harbour, 3, 0, 'invitation.bounced', 7, 6, false, '{"person": "lighting@brightwell.example", "run": "Harbour Choir: Closed Rehearsal", "reason": "550 5.1.1 No such mailbox"}'),
      (harbour, 4, 22, 'invitation.claimed', 9, 7, false, '{"person": "Edda Price", "run": "Traders’ Breakfast: Deliveries after the Bridge Closure", "role": "stakeholder"}'),
      (harbour, 1, 4, 'member.joined', 0, 190, true, '{"person": "Ravi Menon", "role": "team member", "client": "Harbour & Main"}'),
      (harbour, 1, 21, 'invitation.link_requested', 14, 1, false, '{"person": "Northside Family Centre", "run": "Coat Exchange for Families"}'),
      (harbour, 21, 3, 'run.changed', 7, 4, true, '{"run": "Harbour Choir: Closed Rehearsal", "changes": "place Old Harbour"}'),
      (harbour, 21, 3, 'run.update', 7, 2, false, '{"run": "Harbour Choir: Closed Rehearsal", "person": "Tara Lindqvist", "subject": "Parking at the customs house", "body": "The yard is closed for the week. Unload at the side door on Customs Lane and park behind the ferry office; the first two hours are free."}'),
      (harbour, 22, 3, 'run.update', 7, 2, false, '{"run": "Harbour Choir: Closed Rehearsal", "person": "Tara Lindqvist", "subject": "Parking at the customs house", "body": "The yard is closed for the week. Unload at the side door on Customs Lane and park behind the ferry office; the first two hours are free."}'),
      (linden, 12, 21, 'invitation.claimed', 105, 13, false, '{"person": "Noor Haddad", "run": "Lift Modernisation: Site Visit for Bidders", "role": "contractor"}'),
      (linden, 21, 12, 'run.published', 105, 12, true, '{"run": "Lift Modernisation: Site Visit for Bidders"}')
    ) t (tenant_id, to_no, by_no, type, run_no, days_ago, is_read, data)
    order by t.days_ago desc
  loop
    perform set_config('request.jwt.claims', case when told.by_no = 0 then ''
      else jsonb_build_object('sub', '30000000-0000-4000-8000-' || lpad(told.by_no::text, 12, '0'))::text end, true);
    declare
      run uuid := case when told.run_no > 0 then ('60000000-0000-4000-8000-0000000' || case when told.run_no > 100 then '2' else '1' end
        || lpad((told.run_no % 100)::text, 4, '0'))::uuid end;
      person uuid := ('30000000-0000-4000-8000-' || lpad(told.to_no::text, 12, '0'))::uuid;
      happened_at timestamptz := now() - make_interval(days => told.days_ago, mins => told.to_no);
    begin
      perform private.notify(told.type, told.tenant_id, array[person], 'demo:' || told.type || ':' || coalesce(run::text, '') || ':' || told.by_no,
        case when run is null then 'tenant' else 'service_run' end, coalesce(run, told.tenant_id), run, told.data::jsonb,
        case when run is null then '/settings/team' when told.to_no > 20 then '/shared/' || run else '/provider/runs/' || run end);
      update public.cc_notifications n set created_at = happened_at, updated_at = happened_at,
        seen_at = case when told.is_read then happened_at + interval '3 hours' end, read_at = case when told.is_read then happened_at + interval '3 hours' end
      where n.recipient_individual_id = person and n.created_at = now();
      update public.cc_notification_deliveries d set status = 'sent', attempts = 1, sent_at = happened_at, created_at = happened_at, next_attempt_at = happened_at,
        provider = 'smtp', attempt_log = jsonb_build_array(jsonb_build_object('at', happened_at, 'outcome', 'sent', 'code', '250', 'message', 'accepted'))
      where d.recipient_individual_id = person and d.created_at = now();
    end;
  end loop;

  -- Two invitations into the agency itself.
  perform set_config('request.jwt.claims', '{"sub": "30000000-0000-4000-8000-000000000001"}', true);
  insert into public.cc_invitations
    (inviter_tenant_id, inviter_individual_id, context_type, context_id, context_name, invitee_role, invitee_email, email_norm, invitee_name, status, sent_at)
  values
    (harbour, '30000000-0000-4000-8000-000000000001', 'tenant', '20000000-0000-4000-8000-000000000001', 'Harbour & Main', 'team_member',
      'jo.fielding@harbour.example', 'jo.fielding@harbour.example', 'Jo Fielding', 'sent', now()),
    (harbour, '30000000-0000-4000-8000-000000000001', 'tenant', '20000000-0000-4000-8000-000000000003', 'Castle Street Traders'' Association', 'client_viewer',
      'dana@castlestreet.example', 'dana@castlestreet.example', 'Dana Whitlock', 'sent', now());

  -- What was said with clients, each entry by whoever logged it; `ago` is how long ago it was.
  for act in
    select s.* from (values
      (harbour, 2, 2, 'meeting', null, interval '58 days', 75, 'client', false, 'Kick-off for the autumn programme', 'Went through all runs of the season with Vera and the events office. Agreed: one contact on each side, changes in writing, and a call every second Tuesday.

Plan of the season: https://northquay.example/autumn', '["Vera Coombes", "Peter Lowe (events office)"]'),
      (harbour, 2, 3, 'email', 'outbound', interval '57 days', null, 'client', false, 'Minutes of the kick-off', 'Attached are the minutes and the list of runs with dates. Please tell us by Friday if a name is spelt wrongly.', '["Vera Coombes"]'),
      (harbour, 2, 3, 'email', 'inbound', interval '56 days 20 hours', null, 'client', false, 'Re: Minutes of the kick-off', 'All good from our side. Councillor Aldous prefers to be listed without her title.', '["Vera Coombes"]'),
      (harbour, 2, 2, 'note', null, interval '51 days', null, 'internal', true, 'How decisions are made here', 'Vera decides on wording, the events office on dates, and nobody on money before the finance committee (first Monday of the month). Do not promise anything that costs more than £500 on a call.', '[]'),
      (harbour, 2, 3, 'call', 'outbound', interval '44 days', 18, 'internal', false, 'Step-free routes', 'Asked whether the ferry steps count as step-free when the lift works. They do not. Vera will find out who looks after the lift.', '["Vera Coombes"]'),
      (harbour, 2, 3, 'email', 'inbound', interval '30 days 3 hours', null, 'client', false, 'Logo on posters', 'Our communications team asks for the new crest on everything that is printed after the first of the month. The file is at https://northquay.example/brand/crest.', '["Vera Coombes"]'),
      (harbour, 2, 4, 'email', 'outbound', interval '30 days', null, 'client', false, 'Re: Logo on posters', 'Done for the harbour walk and the book swap. The tree planting posters are at the printer already; we will use stickers there.', '["Vera Coombes"]'),
      (harbour, 2, 2, 'meeting', 'outbound', interval '23 days', 50, 'internal', false, 'Fortnightly call', 'Budget for marshals is tight. They may ask us to drop the radio hire.', '["Vera Coombes", "Amira Khan (finance)"]'),
      (harbour, 2, 3, 'call', 'inbound', interval '16 days 2 hours', 9, 'internal', false, 'Complaint about leaflets', 'A resident found forty leaflets in a hedge on Mercer Road. Vera would like to know what happened before the panel meets.', '["Vera Coombes"]'),
      (harbour, 2, 3, 'email', 'outbound', interval '16 days', null, 'client', true, 'What happened with the leaflets, and what we changed', 'One of our walkers left a bundle behind when it began to rain. We collected it the same evening. From now on every bundle carries a number, and walkers report what is left over.

Please forward this to whoever asked.', '["Vera Coombes"]'),
      (harbour, 2, 2, 'meeting', null, interval '9 days', 45, 'client', false, 'Fortnightly call', 'Tree planting is ready. Neighbourhood panel: sixteen people confirmed, supper ordered. Open: the name of the chair, by Thursday, from Northquay.', '["Vera Coombes"]'),
      (harbour, 2, 3, 'email', 'inbound', interval '4 days 5 hours', null, 'client', false, 'Chair of the panel', 'It will be Dr Helen Marsh. She would like the papers on paper, please.', '["Vera Coombes"]'),
      (harbour, 2, 3, 'email', 'outbound', interval '4 days 3 hours', null, 'client', false, 'Re: Chair of the panel', 'Wonderful. Her papers go out by post tomorrow, in large print.', '["Vera Coombes", "Dr Helen Marsh"]'),
      (harbour, 2, 4, 'note', null, interval '4 days 3 hours', null, 'internal', false, null, 'Dr Marsh needs a step-free way to the stage as well. Check with the hall.', '[]'),
      (harbour, 2, 2, 'call', 'outbound', interval '1 day 4 hours', 12, 'internal', false, 'Weather plan for Saturday', 'If the river is above 2.1 m at the gauge on Friday noon we move by a week. Vera agrees.', '["Vera Coombes"]'),
      (harbour, 3, 2, 'meeting', null, interval '55 days', 60, 'client', false, 'Breakfast with the committee', 'They want fewer and larger events, and nothing in the two weeks before Christmas.', '["Simon Adeyemi", "Grace Okonkwo"]'),
      (harbour, 3, 4, 'email', 'outbound', interval '49 days', null, 'client', false, 'Dates for the lighting survey', 'Here is the plan by street. Each shop gets a card two days before we come.', '["Simon Adeyemi"]'),
      (harbour, 3, 4, 'email', 'inbound', interval '45 days', null, 'client', false, 'Re: Dates for the lighting survey', 'Fine. Please leave out the butcher, he is on holiday that week.', '["Simon Adeyemi"]'),
      (harbour, 3, 4, 'call', 'inbound', interval '38 days', 22, 'internal', false, 'Unhappy with the van plan', 'Simon says three members may leave if deliveries are not sorted out before the bridge closes. He expects us to bring the hauliers to one table.', '["Simon Adeyemi"]'),
      (harbour, 3, 2, 'note', null, interval '37 days', null, 'internal', true, 'Before you call Simon', 'Mornings only, before nine. He answers texts within minutes and e-mails within weeks.', '[]'),
      (harbour, 4, 4, 'email', 'outbound', interval '41 days', null, 'client', false, 'Permit numbers for the stations', 'All three are in. We print them on the crew cards today.', '["Bea Whitcombe"]'),
      (harbour, 4, 2, 'call', 'outbound', interval '20 days', 31, 'internal', false, 'Rates for next year', 'They would renew for two years if the day rate stays where it is. To be calculated.', '["Bea Whitcombe"]'),
      (harbour, 4, 4, 'email', 'inbound', interval '6 days 6 hours', null, 'client', false, 'Cups are running out', 'Central used twice what we planned on the first morning. Can you send four boxes over from Riverside?', '["Bea Whitcombe"]'),
      (harbour, 4, 4, 'email', 'outbound', interval '6 days 4 hours 30 minutes', null, 'client', false, 'Re: Cups are running out', 'They are on the way and will be there before eleven.', '["Bea Whitcombe"]'),
      (harbour, 4, 4, 'email', 'inbound', interval '2 days 7 hours', null, 'client', false, 'Allergen label', 'Somebody asked at the stand whether the malt is roasted with nuts around. What do we say?', '["Bea Whitcombe"]'),
      (harbour, 4, 4, 'note', null, interval '2 days 2 hours', null, 'internal', false, null, 'The roastery answers on Monday. Until then the crew says “may contain traces”.', '[]'),
      (harbour, 5, 3, 'email', 'inbound', interval '33 days', null, 'client', false, 'نصوص أمسية الشعر', 'نرسل لكم النصوص بالعربية أولاً، والترجمة الإنجليزية في نهاية الأسبوع.', '["ليلى الحسن"]'),
      (harbour, 5, 3, 'email', 'outbound', interval '31 days', null, 'client', false, 'رد: نصوص أمسية الشعر', 'وصلت النصوص، شكراً جزيلاً. We lay out the Arabic first and leave room for the English.', '["ليلى الحسن"]'),
      (harbour, 5, 2, 'call', 'outbound', interval '22 days', 14, 'internal', false, 'Pause until the grant is decided', 'Layla hopes to hear in about two months. The poetry evening goes ahead, everything else waits.', '["ليلى الحسن"]'),
      (linden, 12, 13, 'meeting', null, interval '52 days', 90, 'client', false, 'Walk through all six courtyards', 'List of what needs doing before winter, in order: gutters in C, light in A, bicycle stands in E.', '["Clara Vogel", "Herr Petersen (caretaker)"]'),
      (linden, 12, 13, 'email', 'outbound', interval '51 days', null, 'client', false, 'List after the walk-through', 'Twenty-three points, each with a photo and a date. Anything marked red needs a decision of the board.', '["Clara Vogel"]'),
      (linden, 12, 14, 'email', 'inbound', interval '34 days 4 hours', null, 'client', false, 'Board decision', 'All red points are approved except the bicycle stands.', '["Clara Vogel"]'),
      (linden, 12, 14, 'email', 'outbound', interval '34 days', null, 'client', false, 'Re: Board decision', 'Thank you. Work in C begins next week; notices hang from tomorrow, in German and English.', '["Clara Vogel"]'),
      (linden, 12, 13, 'call', 'inbound', interval '12 days 3 hours', 11, 'internal', false, 'Heating during the boiler works', 'Two families with babies in staircase 9. They need heaters before everybody else.', '["Clara Vogel"]'),
      (linden, 12, 13, 'email', 'outbound', interval '12 days', null, 'client', true, 'Heaters for staircase 9', 'Four heaters are with the caretaker, two of them reserved for the families you named.', '["Clara Vogel"]'),
      (linden, 12, 14, 'note', null, interval '3 days', null, 'internal', false, null, 'Clara is away from the 1st to the 14th. Her deputy is Herr Petersen.', '[]'),
      (linden, 13, 13, 'email', 'inbound', interval '47 days', null, 'client', false, 'North wall', 'The heritage office confirms: nothing may be drilled, hung or glued. They wish to see every bracket before it goes up.', '["Paul Novák"]'),
      (linden, 13, 13, 'email', 'outbound', interval '46 days', null, 'client', true, 'Re: North wall', 'Understood. We clamp the downpipe to the scaffold until they have been here.', '["Paul Novák"]'),
      (linden, 13, 12, 'call', 'outbound', interval '19 days', 26, 'internal', false, 'Smoke alarms', 'Eleven flats were not at home twice. Paul writes to them himself.', '["Paul Novák"]'),
      (linden, 14, 12, 'note', null, interval '15 days', null, 'internal', false, 'New contact', 'Frau Yilmaz has taken over from Herr Klein. Introduce ourselves before the supplier day.', '[]'),
      (linden, 15, 12, 'email', 'outbound', interval '59 days', null, 'internal', false, 'Handover is complete', 'All keys, contracts and photos are with the new partner.', '["Marta Reis"]')
    ) s (agency_id, client_no, author_no, type, direction, ago, minutes, visibility, is_pinned, subject, body, participants)
    order by s.ago desc
  loop
    perform set_config('request.jwt.claims', jsonb_build_object('sub', '30000000-0000-4000-8000-' || lpad(act.author_no::text, 12, '0'))::text, true);
    insert into public.communications
      (agency_id, client_id, type, direction, subject, body, occurred_at, author_id, participants, duration_min, visibility, pinned_at, created_at, updated_at)
    values (act.agency_id, ('20000000-0000-4000-8000-' || lpad(act.client_no::text, 12, '0'))::uuid, act.type, act.direction, act.subject, act.body,
      now() - act.ago, ('30000000-0000-4000-8000-' || lpad(act.author_no::text, 12, '0'))::uuid, act.participants::jsonb, act.minutes, act.visibility,
      case when act.is_pinned then now() - act.ago end, now() - act.ago, now() - act.ago);
  end loop;

  -- documents. The files lie in supabase/demo-files; the embedded backend puts them into its storage.

  for act in
    select * from (values
      (harbour, 1, 2, 1, 'file', interval '26 days 4 hours', 'client', 'Lantern Nights brief.pdf', 'application/pdf', 27823, null),
      (harbour, 2, 2, 2, 'file', interval '12 days 2 hours', 'client', 'Lantern Nights poster.png', 'image/png', 33794, null),
      (harbour, 3, 2, 3, 'file', interval '9 days 6 hours', 'internal', 'Footfall October.csv', 'text/csv', 784, null),
      (harbour, 4, 2, 5, 'file', interval '8 days 1 hour', 'client', 'House style.md', 'text/markdown', 379, null),
      (harbour, 5, 2, 3, 'link', interval '6 days 3 hours', 'internal', 'Application to close the quay', null, null, 'https://northquay.example/permits/quay-closure'),
      (harbour, 6, 2, 4, 'link', interval '2 days 5 hours', 'client', 'Photos of last year', null, null, 'https://photos.example/lantern-nights'),
      (linden, 7, 12, 12, 'link', interval '5 days', 'client', 'Balcony rules', null, null, 'https://kastanienhof.example/house-rules#balconies')
    ) s (agency_id, no, client_no, author_no, kind, ago, visibility, name, type, size_bytes, url)
    order by s.ago desc
  loop
    perform set_config('request.jwt.claims', jsonb_build_object('sub', '30000000-0000-4000-8000-' || lpad(act.author_no::text, 12, '0'))::text, true);
    insert into public.documents (id, agency_id, client_id, kind, name, type, url, size_bytes, status, visibility, created_at, updated_at)
    values (('7d000000-0000-4000-8000-' || lpad(act.no::text, 12, '0'))::uuid, act.agency_id,
      ('20000000-0000-4000-8000-' || lpad(act.client_no::text, 12, '0'))::uuid, act.kind, act.name, act.type, act.url, act.size_bytes, 'ready',
      act.visibility, now() - act.ago, now() - act.ago);
  end loop;

  -- alerts: raised by people and by systems, in every state. Each step is written with its own time, so the triggers that
  -- stamp the present, and tell everybody of what is critical, stand aside.

  alter table public.alerts disable trigger alerts_stamp;
  alter table public.alerts disable trigger alerts_set_updated_at;
  alter table public.alerts disable trigger alerts_announce;
  for act in
    select * from (values
      -- no, previous, agency, client, author (null: a system), source, key, severity, visibility, times seen, last seen, raised, title, description
      (1, null, harbour, 4, null, 'uptime', 'shop-checkout', 'critical', 'client', 14, interval '4 minutes', interval '2 hours 10 minutes', 'Online shop refuses card payments', E'Checkout answers with an error for every card since this morning. Bank transfer still works.\n\nAbout 40 orders an hour are lost.'),
      (2, null, harbour, 2, 3, 'manual', null, 'critical', 'internal', 1, interval '5 hours', interval '5 hours', 'Quay closure permit is not signed', 'Without it the Lantern Nights rehearsal on Thursday cannot take place. The harbour office closes at 16:00.'),
      (3, null, harbour, 3, null, 'uptime', 'site-castlestreet', 'high', 'client', 31, interval '11 minutes', interval '9 hours', 'castlestreet.example answers slowly', 'Half of all pages take longer than 6 seconds. It began with the new photo gallery.'),
      (4, null, harbour, 2, null, 'ads', 'budget-lantern', 'high', 'internal', 3, interval '50 minutes', interval '1 day 3 hours', 'Lantern Nights campaign spends twice its daily budget', 'Planned 180, spent 371 yesterday. The limit was lifted for the weekend and never put back.'),
      (5, null, harbour, 4, 4, 'manual', null, 'medium', 'internal', 1, interval '1 day 6 hours', interval '1 day 6 hours', 'Two crew cards carry last year''s permit number', 'Stations Central and Westbrook. Reprint before the next tour.'),
      (6, null, harbour, 3, null, 'feed', 'opening-hours', 'medium', 'client', 6, interval '3 hours', interval '2 days', 'Opening hours differ between the website and the map', 'Seven shops. The map reads the old spreadsheet.'),
      (7, null, harbour, 5, 3, 'manual', null, 'low', 'client', 1, interval '6 days', interval '6 days', 'النص العربي في الملصق مقطوع من اليمين', 'The last word of the Arabic headline is cut on the A3 poster. The English side is fine.'),
      (8, null, harbour, 2, null, 'mail', 'bounces-newsletter', 'low', 'internal', 212, interval '26 minutes', interval '4 days', 'Newsletter bounces are above two per cent', 'Mostly addresses of the old council domain.'),
      (9, null, harbour, 3, 2, 'manual', null, 'high', 'internal', 1, interval '3 days', interval '3 days', 'Photographer has not confirmed Saturday', 'Second reminder is out. Adam knows somebody who could step in.'),
      (10, null, harbour, 4, null, 'uptime', 'tour-map', 'high', 'client', 9, interval '12 days', interval '13 days', 'Tour map shows no stops on phones', 'The map stays grey on iOS. On computers it works.'),
      (11, 10, harbour, 4, null, 'uptime', 'tour-map', 'medium', 'client', 2, interval '2 days', interval '2 days 4 hours', 'Tour map shows no stops on phones', 'The map stays grey again, now only on older phones.'),
      (12, null, harbour, 2, 3, 'manual', null, 'medium', 'client', 1, interval '21 days', interval '21 days', 'Crest on the printed programme is the old one', null),
      (21, null, linden, 12, null, 'boiler', 'boiler-c', 'critical', 'client', 5, interval '35 minutes', interval '3 hours', 'Boiler in staircase 9 has stopped', 'Pressure fell below 0.8 bar at 05:40. Forty-two flats without hot water.'),
      (22, null, linden, 13, 13, 'manual', null, 'high', 'internal', 1, interval '20 hours', interval '20 hours', 'Scaffold touches the listed north wall', 'The heritage office will be there on Monday. It has to be free by then.'),
      (23, null, linden, 14, null, 'access', 'door-b2', 'medium', 'internal', 18, interval '2 hours', interval '5 days', 'Door B2 reports being open all night', 'Closed when the guard looked. Probably the contact.'),
      (24, null, linden, 12, 14, 'manual', null, 'low', 'client', 1, interval '8 days', interval '8 days', 'Notice in courtyard C hangs in German only', 'The English one is printed and lies at the caretaker''s.'),
      (25, null, linden, 13, null, 'alarm', 'smoke-4b', 'high', 'client', 3, interval '19 days', interval '20 days', 'Smoke alarm in flat 4b reports a weak battery', null)
    ) s (no, previous_no, agency_id, client_no, author_no, source, key, severity, visibility, seen, last_seen, ago, title, description)
    order by s.ago desc
  loop
    perform set_config('request.jwt.claims', case when act.author_no is null then ''
      else jsonb_build_object('sub', '30000000-0000-4000-8000-' || lpad(act.author_no::text, 12, '0'))::text end, true);
    insert into public.alerts (id, agency_id, client_id, severity, title, description, visibility, dedup_key, occurrences, last_seen_at, source,
      previous_alert_id, version, created_at, updated_at)
    values (('7a000000-0000-4000-8000-' || lpad(act.no::text, 12, '0'))::uuid, act.agency_id,
      ('20000000-0000-4000-8000-' || lpad(act.client_no::text, 12, '0'))::uuid, act.severity, act.title, act.description, act.visibility,
      act.key, act.seen, now() - act.last_seen, act.source,
      ('7a000000-0000-4000-8000-' || lpad(act.previous_no::text, 12, '0'))::uuid, act.seen, now() - act.ago, now() - act.ago);
    update public.activity_log set created_at = now() - act.ago where created_at = now() and table_name = 'alerts';
    for step in
      select t.*, now() - t.ago as at, '30000000-0000-4000-8000-' || lpad(t.author_no::text, 12, '0') as person from (values
        (1, 1, interval '1 hour 50 minutes', 'acknowledged', null, null),
        (3, 4, interval '7 hours', 'acknowledged', null, null),
        (4, 3, interval '20 hours', 'snoozed', '18 hours', null),
        (8, 2, interval '3 days', 'snoozed', '3 days', null),
        (9, 2, interval '2 days 22 hours', 'acknowledged', null, null),
        (9, 2, interval '2 days', 'resolved', null, 'Rosa stands in. She has the brief and the accreditation.'),
        (9, 3, interval '1 day 2 hours', 'open', null, 'Rosa fell ill.'),
        (9, 2, interval '22 hours', 'acknowledged', null, null),
        (10, 4, interval '12 days 20 hours', 'acknowledged', null, null),
        (10, 4, interval '12 days', 'resolved', null, 'The map key had expired. A new one is in, and its end is in the calendar.'),
        (12, 3, interval '20 days', 'resolved', null, 'Reprinted with the new crest; the old ones went to recycling.'),
        (21, 13, interval '2 hours 30 minutes', 'acknowledged', null, null),
        (23, 12, interval '4 days', 'snoozed', '2 days', null),
        (25, 13, interval '20 days', 'acknowledged', null, null),
        (25, 13, interval '19 days', 'resolved', null, 'Battery changed. The other alarms of the staircase were tested as well.')
      ) t (no, author_no, ago, step, lasts, words)
      where t.no = act.no order by t.ago desc
    loop
      perform set_config('request.jwt.claims', jsonb_build_object('sub', step.person)::text, true);
      update public.alerts a set
        version = a.version + 1, updated_at = step.at,
        status = case when step.step = 'snoozed' then a.status else step.step end,
        snoozed_until = case when step.step = 'snoozed' then now() + step.lasts::interval end,
        acknowledged_at = case step.step when 'acknowledged' then step.at when 'open' then null else a.acknowledged_at end,
        acknowledged_by = case step.step when 'acknowledged' then step.person::uuid when 'open' then null else a.acknowledged_by end,
        resolved_at = case when step.step = 'resolved' then step.at end,
        resolved_by = case when step.step = 'resolved' then step.person::uuid end,
        resolution_note = case when step.step = 'resolved' then step.words else a.resolution_note end,
        reopen_reason = case when step.step = 'open' then step.words when step.step = 'resolved' then null else a.reopen_reason end,
        reopened_count = a.reopened_count + case when step.step = 'open' then 1 else 0 end
      where a.agency_id = act.agency_id and a.id = ('7a000000-0000-4000-8000-' || lpad(act.no::text, 12, '0'))::uuid;
      update public.activity_log set created_at = step.at where created_at = now() and table_name = 'alerts';
    end loop;
  end loop;
  alter table public.alerts enable trigger alerts_stamp;
  alter table public.alerts enable trigger alerts_set_updated_at;
  alter table public.alerts enable trigger alerts_announce;

  -- tickets with what was done and said on them. As with alerts, each step is written with its own time.

  alter table public.tickets disable trigger tickets_stamp;
  alter table public.tickets disable trigger tickets_announce;
  alter table public.ticket_comments disable trigger ticket_comments_announce;
  for act in
    select * from (values
      -- no, agency, client, author, assignee, alert, previous, priority, visibility, due in days, opened, title, description
      (1, harbour, 2, 2, 3, null, null, 'normal', 'client', -18, interval '30 days', 'Map of accessible routes for Lantern Nights', E'A one-page map with step-free routes, benches and toilets.\n\nPrint and web. Vera wants to see it before it goes to the printer.'),
      (2, harbour, 3, 6, 4, null, null, 'normal', 'client', null, interval '24 days', 'New opening hours on the website', 'Seven shops open an hour later from next month. List attached in the documents.'),
      (3, harbour, 4, 3, 3, null, null, 'low', 'internal', null, interval '19 days', 'Write down how we pack the sampling van', null),
      (4, harbour, 2, 5, 2, null, null, 'high', 'client', -2, interval '11 days', 'Posters for the ferry terminal in two languages', E'Four frames, A1, upright. The terminal takes them on Tuesday mornings only.\n\nArabic and English on one sheet if it fits.'),
      (5, harbour, 4, 4, 4, 10, null, 'high', 'client', -9, interval '12 days 18 hours', 'Tour map shows no stops on phones', 'The map stays grey on iOS. On computers it works.'),
      (6, harbour, 3, 2, null, null, null, 'normal', 'internal', 6, interval '8 days', 'Prices for twelve market stalls with lights', 'Two offers at least, one of them from Brightwell.'),
      (7, harbour, 5, 7, 3, null, null, 'normal', 'client', 4, interval '6 days 5 hours', 'مراجعة النص العربي لبرنامج الأمسية', E'الرجاء مراجعة الأسماء والتواريخ قبل الطباعة.\n\nPlease check names and dates in the Arabic programme before it is printed.'),
      (8, harbour, 2, 3, 3, null, null, 'urgent', 'internal', 0, interval '5 hours 20 minutes', 'Get the quay closure permit signed', 'The harbour master signs until four. Without it no rehearsal on Thursday.'),
      (9, harbour, 4, 4, 4, 1, null, 'urgent', 'client', 0, interval '2 hours 9 minutes 30 seconds', 'Online shop refuses card payments', 'Checkout answers with an error after the card number. Orders by invoice still come in.'),
      (10, harbour, 3, 6, null, null, 2, 'normal', 'client', null, interval '1 day 4 hours', 'Opening hours are wrong again on the map', 'The website is right now, thank you. On the map three shops still show the old hours.'),
      (11, harbour, 2, 5, null, null, null, 'normal', 'client', null, interval '3 hours 30 minutes', 'Can we have the footfall figures per evening?', 'The committee meets on Monday and asks for numbers per evening, not only the total.'),
      (12, harbour, 2, 2, 2, null, null, 'low', 'internal', 12, interval '4 days', 'Collect lessons from the marshals', 'Ten minutes with each of the six, before everybody forgets.'),
      (13, harbour, 4, 3, 2, null, null, 'normal', 'internal', 1, interval '3 days 2 hours', 'Reprint two crew cards with the new permit number', null),
      (14, harbour, 5, 2, 3, null, null, 'high', 'client', 9, interval '2 days', 'Invitation cards for the opening, Arabic first', 'Eighty cards with envelopes. Layla sends the list of guests.'),
      (21, linden, 12, 15, 13, null, null, 'high', 'client', 1, interval '4 days', 'Notice about the hot water in German and English', 'It was in German only last time, and four tenants rang.'),
      (22, linden, 12, 13, 13, 21, null, 'urgent', 'client', 0, interval '2 hours 45 minutes', 'Boiler in staircase 9 has stopped', 'Pressure fell below 0.8 bar at 05:40. The fitter has a key.'),
      (23, linden, 13, 16, 14, null, null, 'normal', 'client', 7, interval '9 days', 'Bicycle cellar: who has a key?', 'There are forty bicycles and, it seems, nine keys.'),
      (24, linden, 13, 12, null, null, null, 'normal', 'internal', -4, interval '12 days', 'Ask the heritage office about the new letter boxes', null),
      (25, linden, 14, 13, 12, null, null, 'low', 'internal', 20, interval '15 days', 'Offer for window cleaning, third floor', 'Same terms as last year, plus the inner courtyard.'),
      (26, linden, 12, 15, 14, null, null, 'normal', 'client', null, interval '26 days', 'Bench in courtyard A is loose', 'One of the two feet has come off the ground.')
    ) s (no, agency_id, client_no, author_no, assignee_no, alert_no, previous_no, priority, visibility, due_in, ago, title, description)
    order by s.ago desc
  loop
    perform set_config('request.jwt.claims', jsonb_build_object('sub', '30000000-0000-4000-8000-' || lpad(act.author_no::text, 12, '0'))::text, true);
    insert into public.tickets (id, agency_id, client_id, title, description, priority, assignee_id, due_on, visibility, source_alert_id, previous_ticket_id,
      watcher_ids, created_at, updated_at)
    values (('7b000000-0000-4000-8000-' || lpad(act.no::text, 12, '0'))::uuid, act.agency_id,
      ('20000000-0000-4000-8000-' || lpad(act.client_no::text, 12, '0'))::uuid, act.title, act.description, act.priority,
      ('30000000-0000-4000-8000-' || lpad(act.assignee_no::text, 12, '0'))::uuid, private.today(act.agency_id) + act.due_in, act.visibility,
      ('7a000000-0000-4000-8000-' || lpad(act.alert_no::text, 12, '0'))::uuid, ('7b000000-0000-4000-8000-' || lpad(act.previous_no::text, 12, '0'))::uuid,
      array[('30000000-0000-4000-8000-' || lpad(act.author_no::text, 12, '0'))::uuid], now() - act.ago, now() - act.ago);
    update public.activity_log set created_at = now() - act.ago where created_at = now() and table_name = 'tickets';
    for step in
      select t.*, now() - t.ago as at, '30000000-0000-4000-8000-' || lpad(t.author_no::text, 12, '0') as person from (values
        -- no, author, when, what, whom it waits for, visibility of a comment, words
        (1, 3, interval '29 days', 'in_progress', null, null, null),
        (1, 3, interval '22 days', 'comment', null, 'client', 'Here is the first draft, in the documents. The route along the customs house is drawn as it will be, without the fence.'),
        (1, 5, interval '21 days 20 hours', 'comment', null, 'client', 'Lovely and clear. Please move the toilets of the library to the front: people miss that door.'),
        (1, 3, interval '19 days', 'resolved', null, null, null),
        (1, null, interval '5 days', 'closed', null, null, null),
        (2, 4, interval '23 days', 'in_progress', null, null, null),
        (2, 4, interval '22 days', 'comment', null, 'client', 'All seven are changed. The map takes a day or two longer.'),
        (2, 4, interval '21 days', 'resolved', null, null, null),
        (2, null, interval '7 days', 'closed', null, null, null),
        (3, 3, interval '18 days', 'in_progress', null, null, null),
        (4, 2, interval '10 days', 'in_progress', null, null, null),
        (4, 2, interval '6 days', 'comment', null, 'internal', 'Both languages fit on one sheet if the map goes. Tara, can you ask Vera what she would rather lose?'),
        (4, 3, interval '5 days 22 hours', 'comment', null, 'client', 'Dear Vera, both languages fit on one sheet without the map. Would you rather keep the map and print two sheets?'),
        (4, 3, interval '5 days 21 hours', 'waiting', 'client', null, null),
        (4, 5, interval '20 hours', 'comment', null, 'client', 'One sheet, without the map. The terminal has its own map on the wall.'),
        (5, 4, interval '12 days 16 hours', 'in_progress', null, null, null),
        (5, 4, interval '12 days', 'comment', null, 'client', 'The key of the map had expired. A new one is in, and its end is in our calendar.'),
        (5, 4, interval '11 days 23 hours', 'resolved', null, null, null),
        (7, 3, interval '6 days', 'in_progress', null, null, null),
        (7, 3, interval '2 days', 'comment', null, 'internal', 'Page three is right now. The name of the oud player still differs between programme and poster.'),
        (8, 3, interval '5 hours', 'in_progress', null, null, null),
        (8, 2, interval '3 hours', 'comment', null, 'internal', 'Called: the paper lies on the desk of the deputy. I drive over at two.'),
        (9, 4, interval '1 hour 50 minutes', 'in_progress', null, null, null),
        (9, 4, interval '1 hour 30 minutes', 'comment', null, 'internal', 'The bank renewed its certificate last night and the shop does not trust it yet. Hosting is on it.'),
        (9, 4, interval '1 hour 10 minutes', 'comment', null, 'client', 'We know the cause and have asked the host to put it right. Orders by invoice work meanwhile; we tell you the moment cards do.'),
        (9, 4, interval '1 hour 5 minutes', 'waiting', 'third_party', null, null),
        (13, 2, interval '2 days', 'in_progress', null, null, null),
        (14, 3, interval '1 day 20 hours', 'waiting', 'client', null, null),
        (21, 13, interval '3 days 20 hours', 'in_progress', null, null, null),
        (21, 13, interval '1 day', 'comment', null, 'client', 'Both versions are in the documents. They go up tomorrow morning if nobody objects.'),
        (22, 13, interval '2 hours 30 minutes', 'in_progress', null, null, null),
        (22, 12, interval '1 hour', 'comment', null, 'internal', 'Fitter is there. The pump is gone, a new one comes at three.'),
        (23, 14, interval '8 days', 'waiting', 'client', null, null),
        (23, 14, interval '8 days', 'comment', null, 'client', 'We have put a list up at the door. Whoever has a key, please sign it.'),
        (25, 12, interval '14 days', 'waiting', 'third_party', null, null),
        (26, 14, interval '25 days', 'in_progress', null, null, null),
        (26, 14, interval '20 days', 'resolved', null, null, null),
        (26, null, interval '6 days', 'closed', null, null, null)
      ) t (no, author_no, ago, step, waits_for, visibility, words)
      where t.no = act.no order by t.ago desc, t.step
    loop
      perform set_config('request.jwt.claims', case when step.author_no is null then '' else jsonb_build_object('sub', step.person)::text end, true);
      if step.step = 'comment' then
        insert into public.ticket_comments (agency_id, client_id, ticket_id, author_id, body, visibility, mentions, created_at, updated_at)
        select t.agency_id, t.client_id, t.id, step.person::uuid, step.words, step.visibility, '{}', step.at, step.at
        from public.tickets t where t.agency_id = act.agency_id and t.id = ('7b000000-0000-4000-8000-' || lpad(act.no::text, 12, '0'))::uuid;
      else
        update public.tickets t set status = step.step, waiting_for = step.waits_for, version = t.version + 1, updated_at = step.at,
          resolved_at = case when step.step in ('resolved', 'closed') then coalesce(t.resolved_at, step.at) end,
          closed_at = case when step.step = 'closed' then step.at end
        where t.agency_id = act.agency_id and t.id = ('7b000000-0000-4000-8000-' || lpad(act.no::text, 12, '0'))::uuid;
      end if;
      update public.activity_log set created_at = step.at where created_at = now() and table_name in ('tickets', 'ticket_comments');
    end loop;
  end loop;
  alter table public.tickets enable trigger tickets_stamp;
  alter table public.tickets enable trigger tickets_announce;
  alter table public.ticket_comments enable trigger ticket_comments_announce;
  perform set_config('request.jwt.claims', '', true);
  alter table public.alerts disable trigger alerts_stamp;
  alter table public.alerts disable trigger alerts_set_updated_at;
  alter table public.alerts disable trigger alerts_log_updates;
  update public.alerts a set ticket_id = t.id from public.tickets t where t.agency_id = a.agency_id and t.source_alert_id = a.id and a.id::text like '7a000000-%';
  alter table public.alerts enable trigger alerts_stamp;
  alter table public.alerts enable trigger alerts_set_updated_at;
  alter table public.alerts enable trigger alerts_log_updates;

  -- cartridges: how assistants write for each agency, and what some people have in their own way

  perform set_config('request.jwt.claims', '{"sub": "30000000-0000-4000-8000-000000000001"}', true);
  insert into public.agency_cartridges (agency_id, type, name, data, is_default, locked_fields) values
    (harbour, 'style', 'House style', '{"tone": "warm, unhurried, a little dry", "vocabulary_level": "plain words, no marketing terms", "call_to_action_style": "one clear next step with its date"}', true, '{vocabulary_level}'),
    (harbour, 'style', 'Festival season', '{"tone": "lively, short sentences", "use_emojis": true, "call_to_action_style": "come by, bring somebody"}', false, '{}'),
    (harbour, 'preference', 'House preferences', '{"response_length": "three short paragraphs at most", "formality": "first names, never slang", "languages": ["English"]}', true, '{}'),
    (harbour, 'preference', 'Palm Arts, bilingual', '{"response_length": "medium", "languages": ["Arabic", "English"]}', false, '{}'),
    (harbour, 'instruction', 'House rules', '{"rules": ["Say where, when and what it costs in the first paragraph.", "Name one person to ask, with a phone number."], "constraints": ["Never promise a permit that is not in hand.", "Nothing that names a councillor goes out before Vera Coombes has read it."], "examples": ["The lantern walk starts at the customs house on Friday at six. It is free; bring a light of your own. Questions: Tara, 01632 960 114."]}', true, '{constraints}'),
    (harbour, 'brand', 'Our brand', '{"company_name": "Harbour & Main", "industry": "public events and town-centre campaigns", "target_audience": "people who live, shop and work in Northquay; half of them read on a phone at the bus stop", "core_values": ["on time", "open to everybody", "tidy when we leave"], "blueprint_112": {"promise": "A town worth walking through.", "proof": ["41 shops", "12 festivals a year"]}}', true, '{company_name}');
  perform set_config('request.jwt.claims', '{"sub": "30000000-0000-4000-8000-000000000011"}', true);
  insert into public.agency_cartridges (agency_id, type, name, data, is_default, locked_fields) values
    (linden, 'style', 'Haus-Stil', '{"tone": "calm, precise, friendly", "vocabulary_level": "plain words", "use_emojis": false}', true, '{use_emojis}'),
    (linden, 'preference', 'Notices', '{"response_length": "one page at most", "formality": "formal, with surname", "languages": ["German", "English"]}', true, '{languages}'),
    (linden, 'instruction', 'Notices to residents', '{"rules": ["Begin with what residents have to do and by when.", "Give two weeks'' notice."], "constraints": ["Never name a flat or a resident.", "Nothing is drilled into the north wall of the Old Mill."]}', true, '{}'),
    (linden, 'brand', 'Linden', '{"company_name": "Linden Property Services", "industry": "property services", "core_values": ["reliable", "close by"]}', true, '{}');
  perform set_config('request.jwt.claims', '{"sub": "30000000-0000-4000-8000-000000000004"}', true);
  insert into public.style_cartridges (user_id, name, tone, vocabulary_level, use_emojis, call_to_action_style) values
    ('30000000-0000-4000-8000-000000000004', 'Ravi’s way', 'brisk and concrete', 'technical where it helps', null, '');
  insert into public.instruction_cartridges (user_id, name, rules, constraints) values
    ('30000000-0000-4000-8000-000000000004', 'What I always forget', '{"append": ["Check the tide table before naming a time on the quay."]}', '["No exclamation marks."]');

  -- billing: what both agencies charge and are charged, in the order in which it was sent, because that numbers it

  insert into public.billing_settings as b (agency_id, legal_name, address, tax_id, currency, payment_days, tax_rate, number_prefix, bank_name, iban, bic, footer) values
    (harbour, 'Harbour & Main Ltd', E'4 Customs House Row\nNorthquay NQ1 2AB\nUnited Kingdom', 'GB 123 4567 89', 'GBP', 14, 20, 'HM-', 'Northquay Savings Bank', 'GB29 NWBK 6016 1331 9268 19', 'NWBKGB2L', 'Harbour & Main Ltd · registered in England and Wales, no. 01234567 · 01632 960 114'),
    (linden, 'Linden Property Services GmbH', E'Kastanienallee 12\n10435 Berlin', 'DE 123456789', 'EUR', 30, 19, 'LP-', 'Spreebank', 'DE02 1203 0000 0000 2020 51', 'BYLADEM1001', 'Linden Property Services GmbH · HRB 123456 B · Geschäftsführung: Lena Brandt')
  on conflict (agency_id) do update set legal_name = excluded.legal_name, address = excluded.address, tax_id = excluded.tax_id, currency = excluded.currency,
    payment_days = excluded.payment_days, tax_rate = excluded.tax_rate, number_prefix = excluded.number_prefix, bank_name = excluded.bank_name,
    iban = excluded.iban, bic = excluded.bic, footer = excluded.footer;

  create temporary table demo_invoices (agency uuid, client uuid, type text, number text, party text, address text, state text, age int, days int, notes text, lines text)
    on commit drop;
  -- Lines: description | quantity | price in minor units | tax rate, one after the other.
  insert into demo_invoices
  select harbour, '20000000-0000-4000-8000-000000000002'::uuid, 'outgoing', null, 'Northquay City Council', E'Events Office\nTown Hall\nNorthquay NQ1 1AA',
    case when month = 0 then 'sent' else 'paid' end, 6 + month * 30, 14, null,
    'Event programme, monthly fee|1|240000|20;Stewards, hours|' || 18 + month * 3.5 || '|1850|20;Printed town maps|' || 400 + month * 50 || '|9|0'
  from generate_series(0, 5) month
  union all
  select harbour, '20000000-0000-4000-8000-000000000003'::uuid, 'outgoing', null, 'Castle Street Traders'' Association', E'c/o Adeyemi & Sons\n17 Castle Street\nNorthquay NQ1 4CD',
    case month when 1 then 'sent' when 0 then 'draft' else 'paid' end, 3 + month * 30, 14, case month when 0 then 'December with the late opening on the 12th.' end,
    'Window campaign, monthly fee|1|85000|20;Social media posts|' || 12 + month || '|2250|20'
  from generate_series(0, 4) month
  union all
  select v.* from (values
    (harbour, '20000000-0000-4000-8000-000000000004'::uuid, 'outgoing', null, 'Oat & Barley Drinks', E'Malt Yard 3\nNorthquay NQ3 7EF', 'sent', 52, 14, 'Please quote purchase order 8841.',
      'Tasting tour, six stops|6|48500|20;Cool box hire, days|11|1995|20;Parking permits|6|1240|0'),
    (harbour, '20000000-0000-4000-8000-000000000004', 'outgoing', null, 'Oat & Barley Drinks', E'Malt Yard 3\nNorthquay NQ3 7EF', 'void', 50, 14, null, 'Tasting tour, six stops|6|48500|20'),
    (harbour, '20000000-0000-4000-8000-000000000005', 'outgoing', null, 'مؤسسة النخلة للفنون', null, 'draft', 1, 30, null, 'Bilingual programme booklet, pages|24|6500|0;Translation, words|3180|14|20'),
    (harbour, null, 'incoming', '2026-1187', 'Quayside Printing Ltd', null, 'sent', 20, 14, null, 'Town maps, 650 copies|650|7|0;Delivery|1|1800|20'),
    (harbour, null, 'incoming', 'SH-40418', 'Steward Hire North', null, 'sent', 4, 30, null, 'Stewards, two weekends|36.5|1490|20'),
    (harbour, null, 'incoming', 'R 9/771', 'Lantern & Light Hire', null, 'paid', 33, 14, null, 'Lanterns, 200 pieces|200|345|20;Breakage|4|900|20'),
    (harbour, null, 'incoming', null, 'Tide & Table Catering', null, 'draft', 0, 14, 'Number follows by post.', 'Volunteers'' supper|42|1150|20'),
    (linden, '20000000-0000-4000-8000-000000000012', 'outgoing', null, 'Wohnbau Kastanienhof eG', null, 'paid', 64, 30, null, 'Caretaking, monthly|1|189000|19;Garden waste, cubic metres|3.25|4200|19'),
    (linden, '20000000-0000-4000-8000-000000000012', 'outgoing', null, 'Wohnbau Kastanienhof eG', null, 'sent', 34, 30, null, 'Caretaking, monthly|1|189000|19'),
    (linden, '20000000-0000-4000-8000-000000000013', 'outgoing', null, 'Old Mill Housing', null, 'sent', 9, 30, null, 'Lift inspection|2|31000|19;Safety signs|14|895|19'),
    (linden, null, 'incoming', 'AB-2211', 'Aufzugsdienst Berlin', null, 'sent', 12, 21, null, 'Inspection of two lifts|2|24500|19')
  ) v;
  for told in select row_number() over (order by d.age desc, d.type, d.party) as place, d.* from demo_invoices d order by 1 loop
    perform set_config('request.jwt.claims', case told.agency when harbour then '{"sub": "30000000-0000-4000-8000-000000000004"}' else '{"sub": "30000000-0000-4000-8000-000000000012"}' end, true);
    for act in
      insert into public.invoices (agency_id, client_id, type, number, party_name, party_address, currency, issued_on, due_on, notes, created_at)
      values (told.agency, told.client, told.type, told.number, told.party, told.address, case told.agency when harbour then 'GBP' else 'EUR' end,
        case when told.state <> 'draft' or told.type = 'incoming' then current_date - told.age end,
        case when told.state <> 'draft' then current_date - told.age + told.days end, told.notes, now() - told.age * interval '1 day' - told.place * interval '1 minute')
      returning id
    loop
      insert into public.invoice_lines (agency_id, invoice_id, position, description, quantity, unit_price_minor, tax_rate)
      select told.agency, act.id, l.place, split_part(l.line, '|', 1), split_part(l.line, '|', 2)::numeric, split_part(l.line, '|', 3)::bigint, split_part(l.line, '|', 4)::numeric
      from string_to_table(told.lines, ';') with ordinality l (line, place);
      if told.state <> 'draft' then
        update public.invoices set status = 'sent', sent_at = now() - told.age * interval '1 day' where agency_id = told.agency and id = act.id;
      end if;
      if told.state in ('paid', 'void') then
        update public.invoices set status = told.state, paid_at = case told.state when 'paid' then now() - greatest(told.age - told.days + 2, 0) * interval '1 day' end,
          voided_at = case told.state when 'void' then now() - (told.age - 1) * interval '1 day' end
        where agency_id = told.agency and id = act.id;
      end if;
    end loop;
  end loop;
  drop table demo_invoices;
  -- Whoever was told of them has long read it and cleared it away.
  delete from public.cc_notification_deliveries d where d.tenant_id in (harbour, linden) and d.payload ->> 'type' = 'invoice.sent';
  delete from public.cc_notifications n where n.sender_tenant_id in (harbour, linden) and n.type = 'invoice.sent';

  -- The modes of runs that were never published are nobody's act, and the last change of a row is when its last act was.
  perform set_config('request.jwt.claims', '', true);
  alter table public.cc_n3_runs disable trigger cc_n3_runs_set_updated_at;
  alter table public.cc_n3_runs disable trigger cc_n3_runs_log_updates;
  alter table public.cc_run_portal_publications disable trigger cc_run_portal_publications_set_updated_at;
  update public.cc_n3_runs r set
    market_mode = d.market_mode,
    updated_at = (select max(l.created_at) from public.activity_log l where l.agency_id = r.tenant_id and l.subject_id = r.id)
  from demo_runs d
  where r.tenant_id = d.tenant_id and r.name = d.name;
  update public.cc_run_portal_publications p set updated_at = coalesce(p.unpublished_at, p.published_at)
  from public.cc_n3_runs r join demo_runs d on d.tenant_id = r.tenant_id and d.name = r.name
  where p.run_id = r.id;
  alter table public.cc_n3_runs enable trigger cc_n3_runs_set_updated_at;
  alter table public.cc_n3_runs enable trigger cc_n3_runs_log_updates;
  alter table public.cc_run_portal_publications enable trigger cc_run_portal_publications_set_updated_at;

  -- automation: what happened so far is past, rules that are on or still to be tried, and what they did. One ticket and two
  -- alerts above were no person's doing but a rule's.

  perform set_config('request.jwt.claims', '', true);
  update private.workflow_events e set handled_at = now(), happened_at = coalesce((
      select min(p.published_at) from public.cc_run_portal_publications p where p.tenant_id = e.agency_id and p.run_id = e.subject_id and e.event = 'run.published'
    ), e.happened_at)
  where e.agency_id in (harbour, linden);
  perform set_config('request.jwt.claims', '{"sub": "30000000-0000-4000-8000-000000000001"}', true);
  insert into public.workflow_settings (agency_id, enabled_at, created_at) values (harbour, now() - interval '60 days', now() - interval '60 days')
  on conflict (agency_id) do nothing;
  perform set_config('request.jwt.claims', '{"sub": "30000000-0000-4000-8000-000000000011"}', true);
  insert into public.workflow_settings (agency_id, enabled_at, created_at) values (linden, now() - interval '60 days', now() - interval '60 days')
  on conflict (agency_id) do nothing;
  perform set_config('request.jwt.claims', '', true);
  insert into public.workflow_triggers (id, agency_id, name, event, conditions, action, options, is_on, on_since, created_by, created_at)
  select ('7e000000-0000-4000-8000-' || lpad(r.no::text, 12, '0'))::uuid, r.agency_id, r.name, r.event, r.conditions::jsonb, r.action, r.options::jsonb, r.since is not null,
    now() - r.since::interval, ('30000000-0000-4000-8000-' || lpad(r.author_no::text, 12, '0'))::uuid, now() - coalesce(r.since::interval, interval '45 days')
  from (values
    (1, harbour, 'Critical at Oat & Barley is Ravi’s', 'alert.critical', '{"client_id": "20000000-0000-4000-8000-000000000004"}', 'open_ticket',
      '{"priority": "urgent", "assignee_id": "30000000-0000-4000-8000-000000000004", "due_in_days": 0, "notify": "admins"}', '33 days', 2),
    (2, harbour, 'No ticket is forgotten', 'ticket.idle', '{"days": 14, "min_priority": "low", "with_waiting": false}', 'raise_alert',
      '{"severity": "low", "notify": "nobody"}', '26 days', 2),
    (3, harbour, 'Tell everybody that a run is public', 'run.published', '{}', 'notify_stakeholders',
      '{"subject": "It is public now", "body": "The run is on the portal, with the day and the place. Please pass the page on to whoever would like to come."}', null, 1),
    (4, harbour, 'No client is left alone', 'client.silent', '{"days": 10}', 'raise_alert', '{"severity": "medium", "notify": "admins"}', null, 1),
    (11, linden, 'Every critical alert gets a ticket', 'alert.critical', '{}', 'open_ticket',
      '{"priority": "urgent", "due_in_days": 0, "notify": "everybody"}', null, 11),
    (12, linden, 'Clients hear from us every month', 'client.silent', '{"days": 30}', 'raise_alert', '{"severity": "low", "notify": "admins"}', null, 12)
  ) r (no, agency_id, name, event, conditions, action, options, since, author_no);
  update public.activity_log l set created_at = t.created_at, actor_id = t.created_by
  from public.workflow_triggers t where l.table_name = 'workflow_triggers' and l.row_id = t.id and l.created_at = now() and t.id::text like '7e000000-%';

  alter table public.tickets disable trigger tickets_stamp;
  alter table public.tickets disable trigger tickets_log_updates;
  update public.tickets t set created_by = '7e000000-0000-4000-8000-000000000001',
    description = t.description || E'\n\nOpened by the rule “Critical at Oat & Barley is Ravi’s”, because the alert is critical.'
  where t.agency_id = harbour and t.id = '7b000000-0000-4000-8000-000000000009';
  update public.activity_log l set actor_id = '7e000000-0000-4000-8000-000000000001'
  where l.agency_id = harbour and l.row_id = '7b000000-0000-4000-8000-000000000009' and l.action = 'insert';
  alter table public.tickets enable trigger tickets_stamp;
  alter table public.tickets enable trigger tickets_log_updates;
  insert into public.workflow_executions (agency_id, trigger_id, event_key, client_id, subject_type, subject_id, subject_label, status, product_type, product_id,
    product_label, people_told, happened_at, created_at)
  select harbour, '7e000000-0000-4000-8000-000000000001', 'alert:' || a.id || ':' || a.occurrences, a.client_id, 'alert', a.id, a.title, 'done', 'ticket', t.id,
    '#' || t.number || ' ' || t.title, 2, a.created_at, t.created_at
  from public.alerts a join public.tickets t on t.agency_id = a.agency_id and t.source_alert_id = a.id
  where a.agency_id = harbour and t.id = '7b000000-0000-4000-8000-000000000009';

  -- The tickets that nobody has touched for so long, each with the alert that the rule raised of it.
  perform set_config('audienceos.acting_rule', '7e000000-0000-4000-8000-000000000002', true);
  for told in
    select m.*, row_number() over (order by m.happened_at) as place
    from private.workflow_matches(harbour, 'ticket.idle', '{"days": 14, "min_priority": "low", "with_waiting": false}', now() - interval '26 days', now(), false, null) m
  loop
    insert into public.alerts (id, agency_id, client_id, severity, title, description, dedup_key, source, created_by, created_at, updated_at, last_seen_at)
    values (('7a000000-0000-4000-8000-' || lpad((80 + told.place)::text, 12, '0'))::uuid, harbour, told.client_id, 'low',
      left('No progress for 14 days on #' || told.number || ': ' || told.label, 200), 'Raised by the rule “No ticket is forgotten”.',
      'rule:7e000000-0000-4000-8000-000000000002:' || told.subject_id, 'automation', '7e000000-0000-4000-8000-000000000002', told.happened_at, told.happened_at, told.happened_at);
    insert into public.workflow_executions (agency_id, trigger_id, event_key, client_id, subject_type, subject_id, subject_label, status, product_type, product_id,
      product_label, happened_at, created_at)
    values (harbour, '7e000000-0000-4000-8000-000000000002', told.event_key, told.client_id, 'ticket', told.subject_id, '#' || told.number || ' ' || told.label, 'done', 'alert',
      ('7a000000-0000-4000-8000-' || lpad((80 + told.place)::text, 12, '0'))::uuid, left('No progress for 14 days on #' || told.number || ': ' || told.label, 200),
      told.happened_at, told.happened_at + interval '9 minutes');
    update public.activity_log set created_at = told.happened_at where created_at = now() and table_name = 'alerts';
  end loop;
  perform set_config('audienceos.acting_rule', '', true);

  -- The third rule has been switched off again; what it did stays in the log.
  insert into public.workflow_executions (agency_id, trigger_id, event_key, subject_type, subject_id, subject_label, status, detail, people_told, happened_at, created_at)
  select harbour, '7e000000-0000-4000-8000-000000000003', m.event_key, 'run', m.subject_id, m.label,
    case when m.place = 1 then 'failed' when m.people = 0 then 'skipped' else 'done' end,
    case when m.place = 1 then 'canceling statement due to lock timeout' when m.people = 0 then 'nobody_follows' end,
    case when m.place = 1 then 0 else m.people end, m.happened_at, m.happened_at + interval '44 seconds'
  from (
    select f.*, cardinality(private.run_people(harbour, f.subject_id)) as people, row_number() over (order by f.happened_at) as place
    from private.workflow_matches(harbour, 'run.published', '{}', now() - interval '45 days', now(), false, null) f
  ) m;
  update private.workflow_checks c set next_at = now() where c.agency_id in (harbour, linden);

  -- What registration would have added, and is not here yet.
  for act in select coalesce(max(l.id), 0) as last_entry from public.activity_log l loop
    perform set_config('request.jwt.claims', '{"sub": "30000000-0000-4000-8000-000000000001"}', true);
    perform private.provision_agency(harbour);
    perform set_config('request.jwt.claims', '{"sub": "30000000-0000-4000-8000-000000000011"}', true);
    perform private.provision_agency(linden);
    perform set_config('request.jwt.claims', '', true);
    update public.activity_log l set created_at = now() - interval '300 days' where l.id > act.last_entry;
  end loop;

  drop table demo_people, demo_runs, demo_publications, demo_invitations;
end $seed$;
