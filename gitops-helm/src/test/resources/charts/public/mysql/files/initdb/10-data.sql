INSERT INTO coupons VALUES (1, 'A{{ B }}');
