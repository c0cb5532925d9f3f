;; One pass over a text with 16 bytes per step: for each class of bytes a bitmap with one bit per byte, and which rare
;; marks there are at all. What the finders look for is then told from the bitmaps, 64 bytes at a time.
;;
;; The classes, the list of words and the names come from TypeScript (kernel.ts), which also reads the results; what they
;; must be is what the finders in TypeScript say (runs.ts, word-rows.ts, number-rows.ts, telling-names.ts, lexicon.ts).
;;
;; Memory, in bytes:
;;        0  16 bytes: the bit of a byte's row by its high four bits (all bits for bytes beyond ASCII)
;;       16  for each class 16 bytes: the rows in which a byte of the class has these low four bits
;;     1024  8 KiB: one bit for each hash of the last four bytes of a name
;;    16384  32 KiB: how long words of the list are that begin with these three letters, 5 bits each; bit 0 for 3 letters
;;    57344  256 bytes: six bits for every byte, as phrases are compared
;;    65536  32 KiB: one bit for each three such characters with which a phrase begins
;;    98304  16 KiB: one bit for each hash of four such characters with which a phrase begins
;;   131072  1 MiB: how long the word of the list is that begins with these four letters, 5 bits each
;;  $input   the text, and zeros behind it
;;   $bits   the bitmaps, $stride bytes each: value characters, letters, digits, numbers, names, small letters
;;    $out   results: where each stretch starts and ends, 32 bits each
(module
  (memory (export "memory") 19)

  (global $input (export "input") i32 (i32.const 1179712))
  (global $bits (mut i32) (i32.const 0))
  (global $stride (mut i32) (i32.const 0))
  (global $out (mut i32) (i32.const 0))

  ;; Makes room for texts of `capacity` bytes, a multiple of 64; gives where results are written, or 0.
  (func (export "reserve") (param $capacity i32) (result i32)
    (local $pages i32)
    (global.set $bits
      (i32.add (i32.add (global.get $input) (local.get $capacity)) (i32.const 320)))
    (global.set $stride (i32.add (i32.shr_u (local.get $capacity) (i32.const 3)) (i32.const 64)))
    (global.set $out
      (i32.add (global.get $bits) (i32.mul (global.get $stride) (i32.const 6))))
    ;; The most results: stretches of six bytes with one between them.
    (local.set $pages
      (i32.sub
        (i32.add
          (i32.shr_u
            (i32.add
              (global.get $out)
              (i32.add (i32.mul (i32.div_u (local.get $capacity) (i32.const 7)) (i32.const 8)) (i32.const 64)))
            (i32.const 16))
          (i32.const 1))
        (memory.size)))
    (if (i32.gt_s (local.get $pages) (i32.const 0))
      (then
        (if (i32.lt_s (memory.grow (local.get $pages)) (i32.const 0)) (then (return (i32.const 0))))))
    (memory.fill (global.get $bits) (i32.const 0) (i32.mul (global.get $stride) (i32.const 6)))
    (global.get $out))

  ;; Fills the bitmaps for the text of `length` bytes. Gives the rare marks that are in it, one bit each: 1 `PRIVATE KEY`,
  ;; 2 `ciphertext` (two of their letters that far from each other), 4 escapes, 8 `&#`, 16 bytes beyond ASCII,
  ;; 32 backslashes before a line break, 64 `</`, 128 `\1` or `\u`.
  (func (export "classify") (param $length i32) (result i32)
    (local $at i32) (local $end i32) (local $to i32) (local $stride i32)
    (local $bytes v128) (local $next v128) (local $low v128) (local $row v128)
    (local $rows v128) (local $values v128) (local $letters v128) (local $digits v128) (local $numbers v128)
    (local $names v128)
    (local $nibble v128) (local $zero v128)
    (local $pem v128) (local $store v128) (local $escape v128) (local $entity v128) (local $beyond v128)
    (local $broken v128) (local $tag v128) (local $backslash v128) (local $code v128)
    (memory.fill (i32.add (global.get $input) (local.get $length)) (i32.const 0) (i32.const 192))
    (local.set $rows (v128.load (i32.const 0)))
    (local.set $values (v128.load (i32.const 16)))
    (local.set $letters (v128.load (i32.const 32)))
    (local.set $digits (v128.load (i32.const 48)))
    (local.set $numbers (v128.load (i32.const 64)))
    (local.set $names (v128.load (i32.const 80)))
    (local.set $nibble (i8x16.splat (i32.const 15)))
    (local.set $stride (global.get $stride))
    (local.set $at (global.get $input))
    ;; One word of bits more than the text has, so that finders may look beyond its end.
    (local.set $end
      (i32.add
        (local.get $at)
        (i32.add (i32.and (i32.add (local.get $length) (i32.const 63)) (i32.const -64)) (i32.const 64))))
    ;; The first word of each bitmap stays empty, so that finders may look before the beginning.
    (local.set $to (i32.add (global.get $bits) (i32.const 16)))
    (loop $more
      (local.set $bytes (v128.load (local.get $at)))
      (local.set $next (v128.load offset=1 (local.get $at)))
      (local.set $low (v128.and (local.get $bytes) (local.get $nibble)))
      (local.set $row
        (i8x16.swizzle (local.get $rows) (i8x16.shr_u (local.get $bytes) (i32.const 4))))
      (i32.store16
        (local.get $to)
        (i8x16.bitmask
          (i8x16.eq
            (v128.and (i8x16.swizzle (local.get $values) (local.get $low)) (local.get $row))
            (local.get $row))))
      (i32.store16
        (i32.add (local.get $to) (local.get $stride))
        (i8x16.bitmask
          (i8x16.eq
            (v128.and (i8x16.swizzle (local.get $letters) (local.get $low)) (local.get $row))
            (local.get $row))))
      (i32.store16
        (i32.add (local.get $to) (i32.shl (local.get $stride) (i32.const 1)))
        (i8x16.bitmask
          (i8x16.eq
            (v128.and (i8x16.swizzle (local.get $digits) (local.get $low)) (local.get $row))
            (local.get $row))))
      (i32.store16
        (i32.add (local.get $to) (i32.mul (local.get $stride) (i32.const 3)))
        (i8x16.bitmask
          (i8x16.eq
            (v128.and (i8x16.swizzle (local.get $numbers) (local.get $low)) (local.get $row))
            (local.get $row))))
      (i32.store16
        (i32.add (local.get $to) (i32.shl (local.get $stride) (i32.const 2)))
        (i8x16.bitmask
          (i8x16.eq
            (v128.and (i8x16.swizzle (local.get $names) (local.get $low)) (local.get $row))
            (local.get $row))))
      ;; Small letters have the bit that capitals have not; of other bytes nobody asks.
      (i32.store16
        (i32.add (local.get $to) (i32.mul (local.get $stride) (i32.const 5)))
        (i8x16.bitmask (i8x16.shl (local.get $bytes) (i32.const 2))))
      (local.set $pem
        (v128.or
          (local.get $pem)
          (v128.and
            (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 86)))
            (i8x16.eq (v128.load offset=5 (local.get $at)) (i8x16.splat (i32.const 75))))))
      (local.set $store
        (v128.or
          (local.get $store)
          (v128.and
            (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 99)))
            (i8x16.eq (v128.load offset=8 (local.get $at)) (i8x16.splat (i32.const 120))))))
      (local.set $escape
        (v128.or (local.get $escape) (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 27)))))
      (local.set $entity
        (v128.or
          (local.get $entity)
          (v128.and
            (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 38)))
            (i8x16.eq (local.get $next) (i8x16.splat (i32.const 35))))))
      (local.set $beyond (v128.or (local.get $beyond) (local.get $bytes)))
      (local.set $backslash (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 92))))
      (local.set $code
        (v128.or
          (local.get $code)
          (v128.and
            (local.get $backslash)
            (v128.or
              (i8x16.eq (local.get $next) (i8x16.splat (i32.const 49)))
              (i8x16.eq (local.get $next) (i8x16.splat (i32.const 117)))))))
      (local.set $broken
        (v128.or
          (local.get $broken)
          (v128.and
            (local.get $backslash)
            (v128.or
              (i8x16.eq (local.get $next) (i8x16.splat (i32.const 10)))
              (i8x16.eq (local.get $next) (i8x16.splat (i32.const 13)))))))
      (local.set $tag
        (v128.or
          (local.get $tag)
          (v128.and
            (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 60)))
            (i8x16.eq (local.get $next) (i8x16.splat (i32.const 47))))))
      (local.set $to (i32.add (local.get $to) (i32.const 2)))
      (br_if $more
        (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end))))
    (i32.or
      (i32.or
        (i32.or
          (v128.any_true (local.get $pem))
          (i32.shl (v128.any_true (local.get $store)) (i32.const 1)))
        (i32.or
          (i32.shl (v128.any_true (local.get $escape)) (i32.const 2))
          (i32.shl (v128.any_true (local.get $entity)) (i32.const 3))))
      (i32.or
        (i32.shl (i32.ne (i8x16.bitmask (local.get $beyond)) (i32.const 0)) (i32.const 4))
        (i32.or
          (i32.shl (v128.any_true (local.get $broken)) (i32.const 5))
          (i32.or
            (i32.shl (v128.any_true (local.get $tag)) (i32.const 6))
            (i32.shl (v128.any_true (local.get $code)) (i32.const 7)))))))

  ;; Where the bit for the text's first byte stands in a bitmap.
  (func $bitmap (param $class i32) (result i32)
    (i32.add
      (i32.add (global.get $bits) (i32.const 16))
      (i32.mul (local.get $class) (global.get $stride))))

  ;; At least 57 bits of a bitmap from `at` on, which may lie 64 before its beginning.
  (func $window (param $bitmap i32) (param $at i32) (result i64)
    (i64.shr_u
      (i64.load (i32.add (local.get $bitmap) (i32.shr_s (local.get $at) (i32.const 3))))
      (i64.extend_i32_u (i32.and (local.get $at) (i32.const 7)))))

  ;; Where the stretch of ones around `at` ends.
  (func $endOf (param $bitmap i32) (param $at i32) (result i32)
    (local $ones i32)
    (loop $more
      (local.set $ones
        (i32.wrap_i64 (i64.ctz (i64.xor (call $window (local.get $bitmap) (local.get $at)) (i64.const -1)))))
      (local.set $at (i32.add (local.get $at) (local.get $ones)))
      (br_if $more (i32.gt_u (local.get $ones) (i32.const 56))))
    (local.get $at))

  ;; Stretches of a class that are at least so long. After a shift by one and by two, a bit says that four bytes from it on
  ;; are of the class; the other shifts make that as many as are asked for, and those that are not needed are 0. Gives
  ;; their number.
  (func (export "stretches")
    (param $class i32) (param $length i32) (param $least i32)
    (param $third i64) (param $fourth i64) (param $fifth i64) (result i32)
    (local $bitmap i32) (local $at i32) (local $until i32) (local $start i32) (local $end i32) (local $to i32)
    (local $a i64) (local $b i64)
    (local.set $bitmap (call $bitmap (local.get $class)))
    (local.set $to (global.get $out))
    (block $done
      (loop $words
        (br_if $done (i32.ge_u (local.get $at) (local.get $length)))
        (block $next
          (local.set $a (i64.load (i32.add (local.get $bitmap) (i32.shr_u (local.get $at) (i32.const 3)))))
          (br_if $next (i64.eqz (local.get $a)))
          (local.set $b
            (i64.load offset=8 (i32.add (local.get $bitmap) (i32.shr_u (local.get $at) (i32.const 3)))))
          (local.set $a
            (i64.and
              (local.get $a)
              (i64.or (i64.shr_u (local.get $a) (i64.const 1)) (i64.shl (local.get $b) (i64.const 63)))))
          (local.set $b (i64.and (local.get $b) (i64.shr_u (local.get $b) (i64.const 1))))
          (local.set $a
            (i64.and
              (local.get $a)
              (i64.or (i64.shr_u (local.get $a) (i64.const 2)) (i64.shl (local.get $b) (i64.const 62)))))
          (br_if $next (i64.eqz (local.get $a)))
          (local.set $b (i64.and (local.get $b) (i64.shr_u (local.get $b) (i64.const 2))))
          (local.set $a
            (i64.and
              (local.get $a)
              (i64.or (i64.shr_u (local.get $a) (local.get $third)) (i64.shl (local.get $b) (i64.sub (i64.const 64) (local.get $third))))))
          (local.set $b (i64.and (local.get $b) (i64.shr_u (local.get $b) (local.get $third))))
          (local.set $a
            (i64.and
              (local.get $a)
              (i64.or (i64.shr_u (local.get $a) (local.get $fourth)) (i64.shl (local.get $b) (i64.sub (i64.const 64) (local.get $fourth))))))
          (local.set $b (i64.and (local.get $b) (i64.shr_u (local.get $b) (local.get $fourth))))
          (local.set $a
            (i64.and
              (local.get $a)
              (i64.or (i64.shr_u (local.get $a) (local.get $fifth)) (i64.shl (local.get $b) (i64.sub (i64.const 64) (local.get $fifth))))))
          (loop $more
            (if (i32.gt_s (local.get $until) (local.get $at))
              (then
                (br_if $next (i32.ge_u (i32.sub (local.get $until) (local.get $at)) (i32.const 64)))
                (local.set $a
                  (i64.and
                    (local.get $a)
                    (i64.shl
                      (i64.const -1)
                      (i64.extend_i32_u (i32.sub (local.get $until) (local.get $at))))))))
            (br_if $next (i64.eqz (local.get $a)))
            (local.set $start (i32.add (local.get $at) (i32.wrap_i64 (i64.ctz (local.get $a)))))
            (local.set $end
              (call $endOf (local.get $bitmap) (i32.add (local.get $start) (local.get $least))))
            (local.set $until (local.get $end))
            (i32.store (local.get $to) (local.get $start))
            (i32.store offset=4 (local.get $to) (local.get $end))
            (local.set $to (i32.add (local.get $to) (i32.const 8)))
            (br $more)))
        (local.set $at (i32.add (local.get $at) (i32.const 64)))
        (br $words)))
    (i32.shr_u (i32.sub (local.get $to) (global.get $out)) (i32.const 3)))

  ;; Stretches of six or more letters of names that end like a name, or with the text. Gives their number.
  (func (export "names") (param $length i32) (result i32)
    (local $bitmap i32) (local $at i32) (local $word i32) (local $last i32) (local $hash i32) (local $to i32)
    (local $a i64) (local $before i64) (local $ends i64)
    (local.set $bitmap (call $bitmap (i32.const 4)))
    (local.set $to (global.get $out))
    (block $done
      (loop $words
        (br_if $done (i32.ge_u (local.get $at) (local.get $length)))
        (block $next
          (local.set $word (i32.add (local.get $bitmap) (i32.shr_u (local.get $at) (i32.const 3))))
          (local.set $ends (i64.load (local.get $word)))
          (br_if $next (i64.eqz (local.get $ends)))
          (local.set $before (i64.load (i32.sub (local.get $word) (i32.const 8))))
          ;; A bit says that the six bytes up to it are letters of names.
          (local.set $a
            (i64.and
              (local.get $ends)
              (i64.or
                (i64.shl (local.get $ends) (i64.const 1))
                (i64.shr_u (local.get $before) (i64.const 63)))))
          (local.set $before (i64.and (local.get $before) (i64.shl (local.get $before) (i64.const 1))))
          (local.set $a
            (i64.and
              (local.get $a)
              (i64.or
                (i64.shl (local.get $a) (i64.const 2))
                (i64.shr_u (local.get $before) (i64.const 62)))))
          (local.set $before (i64.and (local.get $before) (i64.shl (local.get $before) (i64.const 2))))
          (local.set $a
            (i64.and
              (local.get $a)
              (i64.or
                (i64.shl (local.get $a) (i64.const 2))
                (i64.shr_u (local.get $before) (i64.const 62)))))
          ;; And that the next one is none.
          (local.set $ends
            (i64.and
              (local.get $a)
              (i64.xor
                (i64.or
                  (i64.shr_u (local.get $ends) (i64.const 1))
                  (i64.shl (i64.load offset=8 (local.get $word)) (i64.const 63)))
                (i64.const -1))))
          (loop $more
            (br_if $next (i64.eqz (local.get $ends)))
            (local.set $last (i32.add (local.get $at) (i32.wrap_i64 (i64.ctz (local.get $ends)))))
            (local.set $ends (i64.and (local.get $ends) (i64.sub (local.get $ends) (i64.const 1))))
            ;; The same hash as in telling-names.ts.
            (local.set $hash
              (i32.shr_u
                (i32.mul
                  (i32.load (i32.sub (i32.add (global.get $input) (local.get $last)) (i32.const 3)))
                  (i32.const 0x9e3779b1))
                (i32.const 16)))
            (br_if $more
              (i32.eqz
                (i32.or
                  (i32.and
                    (i32.shr_u
                      (i32.load8_u offset=1024 (i32.shr_u (local.get $hash) (i32.const 3)))
                      (i32.and (local.get $hash) (i32.const 7)))
                    (i32.const 1))
                  (i32.eq (i32.add (local.get $last) (i32.const 1)) (local.get $length)))))
            (i32.store (local.get $to) (call $startOf (local.get $bitmap) (local.get $last)))
            (i32.store offset=4 (local.get $to) (i32.add (local.get $last) (i32.const 1)))
            (local.set $to (i32.add (local.get $to) (i32.const 8)))
            (br $more)))
        (local.set $at (i32.add (local.get $at) (i32.const 64)))
        (br $words)))
    (i32.shr_u (i32.sub (local.get $to) (global.get $out)) (i32.const 3)))

  ;; Where the stretch of ones around `at` starts.
  (func $startOf (param $bitmap i32) (param $at i32) (result i32)
    (local $ones i32)
    (loop $more
      ;; The 48 bits before, the last one on top.
      (local.set $ones
        (i32.wrap_i64
          (i64.clz
            (i64.xor
              (i64.shl
                (call $window (local.get $bitmap) (i32.sub (local.get $at) (i32.const 48)))
                (i64.const 16))
              (i64.const -1)))))
      (local.set $at (i32.sub (local.get $at) (local.get $ones)))
      (br_if $more (i32.gt_u (local.get $ones) (i32.const 47))))
    (local.get $at))

  ;; Of the `count` stretches found last, keeps those that may be random, and gives their number (runs.ts says which).
  (func (export "keepRandom") (param $count i32) (result i32)
    (local $from i32) (local $last i32) (local $to i32) (local $start i32) (local $end i32) (local $at i32)
    (local $letterMap i32) (local $digitMap i32) (local $smallMap i32)
    (local $mask i64) (local $inner i64) (local $letter i64) (local $digit i64) (local $small i64) (local $capital i64)
    (local $letterBefore i64) (local $digitBefore i64) (local $smallBefore i64) (local $capitalBefore i64)
    (local $digits i32) (local $letters i32) (local $jumps i32) (local $falls i32)
    (local.set $letterMap (call $bitmap (i32.const 1)))
    (local.set $digitMap (call $bitmap (i32.const 2)))
    (local.set $smallMap (call $bitmap (i32.const 5)))
    (local.set $from (global.get $out))
    (local.set $to (global.get $out))
    (local.set $last (i32.add (local.get $from) (i32.shl (local.get $count) (i32.const 3))))
    (block $done
      (loop $stretches
        (br_if $done (i32.ge_u (local.get $from) (local.get $last)))
        (local.set $start (i32.load (local.get $from)))
        (local.set $end (i32.load offset=4 (local.get $from)))
        (local.set $digits (i32.const 0))
        (local.set $letters (i32.const 0))
        (local.set $jumps (i32.const 0))
        (local.set $falls (i32.const 0))
        (local.set $letterBefore (i64.const 0))
        (local.set $digitBefore (i64.const 0))
        (local.set $smallBefore (i64.const 0))
        (local.set $capitalBefore (i64.const 0))
        (local.set $at (i32.and (local.get $start) (i32.const -64)))
        (loop $words
          (local.set $mask (i64.const -1))
          (if (i32.lt_s (local.get $at) (local.get $start))
            (then
              (local.set $mask
                (i64.shl (i64.const -1) (i64.extend_i32_u (i32.sub (local.get $start) (local.get $at)))))))
          (if (i32.gt_s (i32.add (local.get $at) (i32.const 64)) (local.get $end))
            (then
              (local.set $mask
                (i64.and
                  (local.get $mask)
                  (i64.shr_u
                    (i64.const -1)
                    (i64.extend_i32_u
                      (i32.sub (i32.add (local.get $at) (i32.const 64)) (local.get $end))))))))
          (local.set $letter
            (i64.and
              (local.get $mask)
              (i64.load (i32.add (local.get $letterMap) (i32.shr_u (local.get $at) (i32.const 3))))))
          (local.set $digit
            (i64.and
              (local.get $mask)
              (i64.load (i32.add (local.get $digitMap) (i32.shr_u (local.get $at) (i32.const 3))))))
          (local.set $small
            (i64.and
              (local.get $letter)
              (i64.load (i32.add (local.get $smallMap) (i32.shr_u (local.get $at) (i32.const 3))))))
          (local.set $capital (i64.xor (local.get $letter) (local.get $small)))
          ;; What stood one byte earlier.
          (local.set $letterBefore
            (i64.or (i64.shl (local.get $letter) (i64.const 1)) (local.get $letterBefore)))
          (local.set $digitBefore (i64.or (i64.shl (local.get $digit) (i64.const 1)) (local.get $digitBefore)))
          (local.set $smallBefore (i64.or (i64.shl (local.get $small) (i64.const 1)) (local.get $smallBefore)))
          (local.set $capitalBefore
            (i64.or (i64.shl (local.get $capital) (i64.const 1)) (local.get $capitalBefore)))
          (local.set $jumps
            (i32.add
              (local.get $jumps)
              (i32.wrap_i64
                (i64.popcnt
                  (i64.or
                    (i64.or
                      (i64.and (local.get $digit) (local.get $letterBefore))
                      (i64.and (local.get $letter) (local.get $digitBefore)))
                    (i64.and (local.get $capital) (local.get $smallBefore)))))))
          (local.set $falls
            (i32.add
              (local.get $falls)
              (i32.wrap_i64 (i64.popcnt (i64.and (local.get $small) (local.get $capitalBefore))))))
          (local.set $digits (i32.add (local.get $digits) (i32.wrap_i64 (i64.popcnt (local.get $digit)))))
          (local.set $letters (i32.add (local.get $letters) (i32.wrap_i64 (i64.popcnt (local.get $letter)))))
          (local.set $letterBefore (i64.shr_u (local.get $letter) (i64.const 63)))
          (local.set $digitBefore (i64.shr_u (local.get $digit) (i64.const 63)))
          (local.set $smallBefore (i64.shr_u (local.get $small) (i64.const 63)))
          (local.set $capitalBefore (i64.shr_u (local.get $capital) (i64.const 63)))
          (br_if $words
            (i32.lt_s (local.tee $at (i32.add (local.get $at) (i32.const 64))) (local.get $end))))
        (if
          (call $isRandom
            (local.get $digits) (local.get $letters) (local.get $jumps) (local.get $falls)
            (i32.sub (local.get $end) (local.get $start)))
          (then
            (i32.store (local.get $to) (local.get $start))
            (i32.store offset=4 (local.get $to) (local.get $end))
            (local.set $to (i32.add (local.get $to) (i32.const 8)))))
        (local.set $from (i32.add (local.get $from) (i32.const 8)))
        (br $stretches)))
    (i32.shr_u (i32.sub (local.get $to) (global.get $out)) (i32.const 3)))

  (func $isRandom
    (param $digits i32) (param $letters i32) (param $jumps i32) (param $falls i32) (param $length i32) (result i32)
    (if (i32.eqz (local.get $letters)) (then (return (i32.const 0))))
    (if (i32.eqz (local.get $digits))
      (then
        (return
          (i32.and
            (i32.ge_u (local.get $letters) (i32.const 16))
            (i32.ge_u
              (i32.mul (i32.add (local.get $jumps) (local.get $falls)) (i32.const 5))
              (i32.mul (local.get $letters) (i32.const 2)))))))
    (if (i32.ge_u (local.get $jumps) (i32.const 8)) (then (return (i32.const 1))))
    (i32.and
      (i32.ge_u (local.get $jumps) (i32.const 3))
      (i32.ge_u (i32.mul (local.get $jumps) (i32.const 12)) (local.get $length))))

  ;; Rows of words of the list (word-rows.ts): of `least` words, or of `edge` where the row may go on beyond an end.
  (func (export "wordRows") (param $length i32) (param $least i32) (param $edge i32) (result i32)
    (local $letters i32) (local $at i32) (local $near i32) (local $start i32) (local $end i32) (local $size i32)
    (local $words i32) (local $to i32) (local $gap i32) (local $bits i64)
    (local.set $letters (call $bitmap (i32.const 1)))
    (local.set $to (global.get $out))
    (block $done
      (loop $probes
        (br_if $done (i32.ge_s (local.get $at) (local.get $length)))
        (block $next
          ;; 57 bits, of which 16 stand before `at`: enough to see a word that begins there or behind the widest gap.
          (local.set $bits (call $window (local.get $letters) (i32.sub (local.get $at) (i32.const 16))))
          (local.set $gap (i32.wrap_i64 (i64.ctz (i64.shr_u (local.get $bits) (i64.const 16)))))
          (br_if $next (i32.ge_u (local.get $gap) (i32.const 30)))
          ;; How many letters stand before `at` where it is one of a word, as far back as a word is long.
          (local.set $size
            (select
              (i32.const 0)
              (i32.wrap_i64
                (i64.clz
                  (i64.xor
                    (i64.and
                      (i64.shl (local.get $bits) (i64.const 48))
                      (i64.const 0xff00000000000000))
                    (i64.const -1))))
              (local.get $gap)))
          (local.set $gap (i32.sub (local.get $gap) (local.get $size)))
          (local.set $start (i32.add (local.get $at) (local.get $gap)))
          ;; A word in four of code is one of the list: whether this one and the next may be, by their lengths and first
          ;; three letters, is asked at once, because nobody could guess the answers.
          (local.set $size
            (i32.wrap_i64
              (i64.ctz
                (i64.xor
                  (i64.shr_u
                    (local.get $bits)
                    (i64.extend_i32_u (i32.add (local.get $gap) (i32.const 16))))
                  (i64.const -1)))))
          (local.set $near (i32.add (local.get $start) (local.get $size)))
          (local.set $bits (call $window (local.get $letters) (local.get $near)))
          (local.set $gap (i32.wrap_i64 (i64.ctz (local.get $bits))))
          (br_if $next
            (i32.eqz
              (i32.and
                (i32.and
                  (i32.lt_u (local.get $gap) (i32.const 30))
                  (call $mayBeWord (local.get $start) (local.get $size)))
                (call $mayBeWord
                  (i32.add (local.get $near) (local.get $gap))
                  (i32.wrap_i64
                    (i64.ctz
                      (i64.xor
                        (i64.shr_u (local.get $bits) (i64.extend_i32_u (local.get $gap)))
                        (i64.const -1))))))))
          (local.set $size (call $wordAt (local.get $letters) (local.get $start)))
          (br_if $next (i32.eqz (local.get $size)))
          (local.set $end (i32.add (local.get $start) (local.get $size)))
          (local.set $words (i32.const 1))
          (block $right
            (loop $more
              (local.set $gap (call $gapAfter (local.get $letters) (local.get $end)))
              (br_if $right (i32.ge_u (local.get $gap) (i32.const 30)))
              (local.set $near (i32.add (local.get $end) (local.get $gap)))
              (local.set $size (call $wordAt (local.get $letters) (local.get $near)))
              (br_if $right (i32.eqz (local.get $size)))
              (local.set $end (i32.add (local.get $near) (local.get $size)))
              (local.set $words (i32.add (local.get $words) (i32.const 1)))
              (br $more)))
          (br_if $next (i32.lt_u (local.get $words) (i32.const 2)))
          (block $left
            (loop $more
              ;; The 48 bytes before the row, the last one on top.
              (local.set $bits
                (i64.shl
                  (call $window (local.get $letters) (i32.sub (local.get $start) (i32.const 48)))
                  (i64.const 16)))
              (local.set $gap (i32.wrap_i64 (i64.clz (local.get $bits))))
              (br_if $left (i32.ge_u (local.get $gap) (i32.const 30)))
              (local.set $size
                (i32.wrap_i64
                  (i64.clz
                    (i64.xor
                      (i64.shl (local.get $bits) (i64.extend_i32_u (local.get $gap)))
                      (i64.const -1)))))
              (br_if $left (i32.gt_u (local.get $size) (i32.const 8)))
              (local.set $near (i32.sub (i32.sub (local.get $start) (local.get $gap)) (local.get $size)))
              (br_if $left (i32.ne (call $wordAt (local.get $letters) (local.get $near)) (local.get $size)))
              (local.set $start (local.get $near))
              (local.set $words (i32.add (local.get $words) (i32.const 1)))
              (br $more)))
          (if
            (i32.ge_u
              (local.get $words)
              (select
                (local.get $edge)
                (local.get $least)
                (i32.or
                  (i32.le_s (local.get $start) (i32.const 30))
                  (i32.ge_s (local.get $end) (i32.sub (local.get $length) (i32.const 30))))))
            (then
              (i32.store (local.get $to) (local.get $start))
              (i32.store offset=4 (local.get $to) (local.get $end))
              (local.set $to (i32.add (local.get $to) (i32.const 8)))))
          (if (i32.gt_s (i32.sub (local.get $end) (i32.const 39)) (local.get $at))
            (then (local.set $at (i32.sub (local.get $end) (i32.const 39))))))
        (local.set $at (i32.add (local.get $at) (i32.const 40)))
        (br $probes)))
    (i32.shr_u (i32.sub (local.get $to) (global.get $out)) (i32.const 3)))

  ;; Bytes from `at` to the next letter; 57 or more where none is near.
  (func $gapAfter (param $letters i32) (param $at i32) (result i32)
    (i32.wrap_i64 (i64.ctz (call $window (local.get $letters) (local.get $at)))))

  ;; 1 where a word of the list has so many letters and begins with these three.
  (func $mayBeWord (param $start i32) (param $size i32) (result i32)
    (local $code i32)
    (local.set $size (i32.sub (local.get $size) (i32.const 3)))
    (local.set $code (i32.load (i32.add (global.get $input) (local.get $start))))
    (i32.and
      (i32.lt_u (local.get $size) (i32.const 6))
      (i32.shr_u
        (i32.load8_u offset=16384
          (i32.or
            (i32.or
              (i32.shl (i32.and (local.get $code) (i32.const 0x1f)) (i32.const 10))
              (i32.shr_u (i32.and (local.get $code) (i32.const 0x1f00)) (i32.const 3)))
            (i32.shr_u (i32.and (local.get $code) (i32.const 0x1f0000)) (i32.const 16))))
        (local.get $size))))

  ;; How long the word of the list is that stands at `start`; 0 where there is none.
  (func $wordAt (param $letters i32) (param $start i32) (result i32)
    (local $size i32) (local $code i32)
    (local.set $size
      (i32.wrap_i64
        (i64.ctz (i64.xor (call $window (local.get $letters) (local.get $start)) (i64.const -1)))))
    (if (i32.gt_u (i32.sub (local.get $size) (i32.const 3)) (i32.const 5)) (then (return (i32.const 0))))
    (local.set $code
      (i32.and
        (i32.load (i32.add (global.get $input) (local.get $start)))
        (select
          (i32.const 0x001f1f1f)
          (i32.const 0x1f1f1f1f)
          (i32.eq (local.get $size) (i32.const 3)))))
    (select
      (local.get $size)
      (i32.const 0)
      (i32.eq
        (local.get $size)
        (i32.load8_u offset=131072
          (i32.or
            (i32.or
              (i32.shl (i32.and (local.get $code) (i32.const 0x1f)) (i32.const 15))
              (i32.shl (i32.and (local.get $code) (i32.const 0x1f00)) (i32.const 2)))
            (i32.or
              (i32.shr_u (i32.and (local.get $code) (i32.const 0x1f0000)) (i32.const 11))
              (i32.shr_u (local.get $code) (i32.const 24))))))))

  ;; Where a word begins, from `from` on and at most so many, whose first four characters may begin a phrase (lexicon.ts):
  ;; after what is no letter or digit, and at a capital or a digit after a small letter. Gives the number of places.
  (func (export "wordStarts") (param $from i32) (param $length i32) (param $most i32) (result i32)
    (local $at i32) (local $word i32) (local $place i32) (local $to i32) (local $until i32) (local $three i32)
    (local $hash i32)
    (local $letters i64) (local $digits i64) (local $small i64) (local $starts i64)
    (local $anyBefore i64) (local $smallBefore i64)
    (local.set $to (global.get $out))
    (local.set $until (i32.add (local.get $to) (i32.shl (local.get $most) (i32.const 2))))
    (local.set $at (i32.and (local.get $from) (i32.const -64)))
    (block $done
      (loop $words
        (br_if $done (i32.ge_s (local.get $at) (local.get $length)))
        (local.set $word (i32.add (call $bitmap (i32.const 1)) (i32.shr_u (local.get $at) (i32.const 3))))
        (local.set $letters (i64.load (local.get $word)))
        (local.set $word (i32.add (local.get $word) (global.get $stride)))
        (local.set $digits (i64.load (local.get $word)))
        (local.set $small
          (i64.and
            (local.get $letters)
            (i64.load (i32.add (local.get $word) (i32.mul (global.get $stride) (i32.const 3))))))
        ;; What stood one byte earlier: the byte before these 64 belongs to the word before.
        (local.set $anyBefore
          (i64.or
            (i64.shl (i64.or (local.get $letters) (local.get $digits)) (i64.const 1))
            (i64.shr_u
              (i64.or
                (i64.load (i32.sub (local.get $word) (i32.const 8)))
                (i64.load (i32.sub (local.get $word) (i32.add (global.get $stride) (i32.const 8)))))
              (i64.const 63))))
        (local.set $smallBefore
          (i64.or
            (i64.shl (local.get $small) (i64.const 1))
            (i64.shr_u
              (i64.and
                (i64.load (i32.sub (local.get $word) (i32.add (global.get $stride) (i32.const 8))))
                (i64.load
                  (i32.sub
                    (i32.add (local.get $word) (i32.mul (global.get $stride) (i32.const 3)))
                    (i32.const 8))))
              (i64.const 63))))
        (local.set $starts
          (i64.and
            (i64.or (local.get $letters) (local.get $digits))
            (i64.or
              (i64.xor (local.get $anyBefore) (i64.const -1))
              (i64.and (local.get $smallBefore) (i64.xor (local.get $small) (i64.const -1))))))
        (if (i32.lt_s (local.get $at) (local.get $from))
          (then
            (local.set $starts
              (i64.and
                (local.get $starts)
                (i64.shl (i64.const -1) (i64.extend_i32_u (i32.sub (local.get $from) (local.get $at))))))))
        (block $next
          (loop $more
            (br_if $next (i64.eqz (local.get $starts)))
            (local.set $place (i32.add (local.get $at) (i32.wrap_i64 (i64.ctz (local.get $starts)))))
            (local.set $starts (i64.and (local.get $starts) (i64.sub (local.get $starts) (i64.const 1))))
            (local.set $word (i32.add (global.get $input) (local.get $place)))
            (local.set $three
              (i32.or
                (i32.or
                  (i32.shl
                    (i32.load8_u offset=57344 (i32.load8_u (local.get $word)))
                    (i32.const 12))
                  (i32.shl
                    (i32.load8_u offset=57344 (i32.load8_u offset=1 (local.get $word)))
                    (i32.const 6)))
                (i32.load8_u offset=57344 (i32.load8_u offset=2 (local.get $word)))))
            (br_if $more
              (i32.eqz
                (i32.and
                  (i32.shr_u
                    (i32.load8_u offset=65536 (i32.shr_u (local.get $three) (i32.const 3)))
                    (i32.and (local.get $three) (i32.const 7)))
                  (i32.const 1))))
            ;; The same hash as in lexicon.ts.
            (local.set $hash
              (i32.shr_u
                (i32.mul
                  (i32.or
                    (i32.shl (local.get $three) (i32.const 6))
                    (i32.load8_u offset=57344 (i32.load8_u offset=3 (local.get $word))))
                  (i32.const 0x9e3779b1))
                (i32.const 15)))
            (br_if $more
              (i32.eqz
                (i32.and
                  (i32.shr_u
                    (i32.load8_u offset=98304 (i32.shr_u (local.get $hash) (i32.const 3)))
                    (i32.and (local.get $hash) (i32.const 7)))
                  (i32.const 1))))
            (br_if $done (i32.ge_u (local.get $to) (local.get $until)))
            (i32.store (local.get $to) (local.get $place))
            (local.set $to (i32.add (local.get $to) (i32.const 4)))
            (br $more)))
        (local.set $at (i32.add (local.get $at) (i32.const 64)))
        (br $words)))
    (i32.shr_u (i32.sub (local.get $to) (global.get $out)) (i32.const 2))))
